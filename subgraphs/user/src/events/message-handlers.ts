import type { MessageByType } from '@techally/contracts';
import { EventHandler } from '@techally/messaging';
import { newProfile } from '../application/manage-profiles.js';
import type { AccountTransaction } from '../ports/profile-store.js';

/** What the user domain does about each message. */
export class MessageHandlers<Tx> {
  /** @param accountOf Makes the port of the transaction that holds the inbox row. */
  constructor(private readonly accountOf: (tx: Tx) => AccountTransaction) {}

  /** The safety net of `createProfile`, which auth calls while somebody registers: when that call got lost, the profile is made here. */
  @EventHandler('UserRegistered')
  async makeProfile({ data }: MessageByType<'UserRegistered'>, tx: Tx): Promise<void> {
    await this.accountOf(tx).ensureProfile(newProfile(data));
  }

  @EventHandler('UserDeleted')
  async deleteAccount({ data }: MessageByType<'UserDeleted'>, tx: Tx): Promise<void> {
    await this.accountOf(tx).deleteAccount(data.userId.toLowerCase());
  }
}

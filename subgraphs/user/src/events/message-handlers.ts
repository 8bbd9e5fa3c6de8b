import type { TransactionalMessageHandlers } from '@techally/messaging';
import { newProfile } from '../application/manage-profiles.js';
import type { AccountTransaction } from '../ports/profile-store.js';

/**
 * What the user domain does about each message. `accountOf` makes the port of the transaction that holds the inbox row.
 *
 * `UserRegistered` is the safety net of `createProfile`, which auth calls while somebody registers: when that call
 * got lost, the profile is made here.
 */
export function createMessageHandlers<Tx>(
  accountOf: (tx: Tx) => AccountTransaction,
): TransactionalMessageHandlers<'user', Tx> {
  return {
    async UserRegistered({ data }, tx) {
      await accountOf(tx).ensureProfile(newProfile(data));
    },
    async UserDeleted({ data }, tx) {
      await accountOf(tx).deleteAccount(data.userId.toLowerCase());
    },
  };
}

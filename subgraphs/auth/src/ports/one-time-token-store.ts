import type { Message } from '@techally/contracts';

export type OneTimeTokenPurpose = 'VERIFY_EMAIL' | 'RESET_PASSWORD';

/** What the link in a mail carries, by its hash. */
export interface OneTimeToken {
  readonly hash: string;
  readonly accountId: string;
  readonly purpose: OneTimeTokenPurpose;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
}

export type NewOneTimeToken = Omit<OneTimeToken, 'usedAt'>;

/** One-time tokens in the domain's database. They are used up by `AccountStore.change`. */
export interface OneTimeTokenStore {
  find(hash: string): Promise<OneTimeToken | null>;
  /** Stores a token, voids the unused ones of the same account and purpose, and sends the messages. */
  issue(token: NewOneTimeToken, messages: readonly Message[]): Promise<void>;
}

import type { Message } from '@techally/contracts';
import type { Account } from '../domain/account.js';
import type { SessionEnd } from '../domain/session.js';
import type { AuditEntry } from './audit-entry.js';
import type { NewOneTimeToken, OneTimeTokenPurpose } from './one-time-token-store.js';

export type NewAccount = Pick<Account, 'id' | 'email' | 'firstName' | 'passwordHash'>;

/** A change of one account, and what belongs to it. All of it commits together or not at all. */
export interface AccountChange {
  readonly set?: Partial<Omit<Account, 'id' | 'version'>>;
  /** Whether `version` counts on: changes of role, tier and lock. */
  readonly countVersion?: boolean;
  /** The one-time token, by its hash, that this change uses up; if it was used already, nothing changes. */
  readonly redeem?: { readonly hash: string; readonly at: Date };
  /** Purposes whose unused one-time tokens become void. */
  readonly voidTokens?: readonly OneTimeTokenPurpose[];
  /** Ends the account's sessions, all or all but one. */
  readonly endSessions?: {
    readonly reason: SessionEnd;
    readonly at: Date;
    readonly except?: string | undefined;
  };
  /** Erases what sessions tell of the person: device and network address. */
  readonly forgetDevices?: boolean;
  /** Revokes the account's API keys. */
  readonly revokeApiKeysAt?: Date;
  readonly audit?: AuditEntry;
  readonly messages?: readonly Message[];
  /**
   * Runs last before the commit, while the account is locked, with the ids of the sessions that end. What revokes access
   * tokens belongs here: if it fails nothing changes, and no new token can be had before the change stands.
   */
  readonly beforeCommit?: (endedSessions: readonly string[]) => Promise<void>;
}

/** Accounts in the domain's database. */
export interface AccountStore {
  findMany(ids: readonly string[]): Promise<readonly Account[]>;
  /** By the normalised address; deleted accounts have none that matches. */
  findByEmail(email: string): Promise<Account | null>;
  /** Null when the address is taken. */
  insert(account: NewAccount, token: NewOneTimeToken, messages: readonly Message[]): Promise<Account | null>;
  /**
   * Locks the account, asks `decide` what to do with its present state, and does it. `decide` refuses by throwing, or
   * by `null`, which leaves everything as it is.
   * @returns the account after the change; null when there is none, or `redeem` names a token that was used already
   */
  change(id: string, decide: (account: Account) => AccountChange | null): Promise<Account | null>;
  /** Replaces a hash by one with today's parameters, if it is still the stored one. */
  replaceHash(id: string, from: string, to: string): Promise<void>;
}

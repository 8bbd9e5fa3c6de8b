import type { PageRequest } from '@techally/subgraph-kit';
import type { Profile } from '../domain/profile.js';

/** The name of the one order of profile lists (newest first); part of every cursor. */
export const PROFILE_ORDER = 'PROFILES_NEWEST';

export type NewProfile = Pick<Profile, 'userId' | 'firstName' | 'lastName'>;
export type ProfileChange = Partial<Pick<Profile, 'firstName' | 'lastName' | 'phone'>>;

/** What a list of profiles is narrowed to; absent means any. */
export interface ProfileFilter {
  /** The beginning of the full name or of the last name, in any case. */
  readonly namePrefix?: string;
}

/** Profiles in the domain's database. */
export interface ProfileStore {
  findMany(userIds: readonly string[]): Promise<readonly Profile[]>;
  /** Up to `page.limit + 1` profiles, newest first. */
  page(filter: ProfileFilter, page: PageRequest): Promise<readonly Profile[]>;
  count(filter: ProfileFilter): Promise<number>;
  /** The account's profile, made now unless it was there; null when the account was deleted. */
  ensure(profile: NewProfile): Promise<Profile | null>;
  /** Null when the stored version is another one, or there is no profile. */
  update(userId: string, version: number, change: ProfileChange): Promise<Profile | null>;
  /** Whether the account was deleted, as opposed to never heard of. */
  wasDeleted(userId: string): Promise<boolean>;
}

/** What messages change, inside the transaction that notes the message as handled. */
export interface AccountTransaction {
  /** See {@link ProfileStore.ensure}. */
  ensureProfile(profile: NewProfile): Promise<Profile | null>;
  /** Deletes everything that is kept of the account, and remembers its id only, so that nothing brings it back. */
  deleteAccount(userId: string): Promise<void>;
}

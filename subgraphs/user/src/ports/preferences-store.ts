import type { Preferences } from '../domain/preferences.js';

/** What an account has set, with the account's id. */
export type OwnedPreferences = Preferences & { readonly userId: string };

/** Preferences in the domain's database. */
export interface PreferencesStore {
  /** Accounts that have set nothing are missing. */
  findMany(userIds: readonly string[]): Promise<readonly OwnedPreferences[]>;
  /**
   * Replaces an account's preferences by what `next` makes of them (null: never set) while no other change can run.
   * The version is counted by the store. Null, and nothing is run, when the account has no profile.
   */
  change(
    userId: string,
    next: (current: Preferences | null) => Omit<Preferences, 'version'>,
  ): Promise<Preferences | null>;
}

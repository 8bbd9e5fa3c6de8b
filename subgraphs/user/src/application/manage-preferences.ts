import { ErrorCode, refuse } from '@techally/subgraph-kit';
import { DEFAULT_PREFERENCES, type Preferences } from '../domain/preferences.js';
import type { PreferencesStore } from '../ports/preferences-store.js';
import { requireProfile } from './require-profile.js';

export interface SetPreferences {
  readonly userId: string;
  /** When given, the preferences must still be at this version. */
  readonly version: number | null;
  /** What is left out stays as it is. */
  readonly change: Partial<Omit<Preferences, 'version'>>;
}

/** Sets preferences. Throws a `UserErrorException` for what the input has wrong. */
export type SetPreferencesOperation = (input: SetPreferences) => Promise<Preferences>;

export function createSetPreferences(preferences: PreferencesStore): SetPreferencesOperation {
  return async ({ userId, version, change }) => {
    const set = await preferences.change(userId, (stored) => {
      const current = stored ?? DEFAULT_PREFERENCES;
      if (version !== null && version !== current.version) {
        refuse(ErrorCode.VERSION_CONFLICT, 'Your preferences changed since you read them.', 'version');
      }
      return { ...current, ...change };
    });
    return requireProfile(set);
  };
}

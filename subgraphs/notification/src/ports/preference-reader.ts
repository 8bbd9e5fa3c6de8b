import type { ChannelPreferences } from '../domain/channel-preferences.js';

/** What customers want, which the user domain knows. */
export interface PreferenceReader {
  /** Null when the account has no profile (yet). Rejects when the user domain cannot be asked now. */
  of(userId: string): Promise<ChannelPreferences | null>;
}

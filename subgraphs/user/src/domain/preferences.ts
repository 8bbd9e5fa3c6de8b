/** How an account wants to be spoken to. */
export interface Preferences {
  /** Whether messages about orders come by e-mail, text message and push message. */
  readonly emailNotifications: boolean;
  readonly smsNotifications: boolean;
  readonly pushNotifications: boolean;
  /** Whether advertising is welcome. */
  readonly marketing: boolean;
  /** BCP 47: a language, a script and a region at most, such as `en-US`. */
  readonly locale: string;
  /** ISO 4217; null is the shop's own. */
  readonly currency: string | null;
  /** Counts the changes; 0 before the first. */
  readonly version: number;
}

/** What holds for an account that has set nothing. Nobody gets advertising or text messages without having asked. */
export const DEFAULT_PREFERENCES: Preferences = {
  emailNotifications: true,
  smsNotifications: false,
  pushNotifications: true,
  marketing: false,
  locale: 'en-US',
  currency: null,
  version: 0,
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long things live, in milliseconds. */
export const LIFETIME = {
  accessToken: HOUR,
  refreshToken: 30 * DAY,
  /** After its first use a refresh token may come again for this long: the answer can have got lost. */
  refreshGrace: 30 * SECOND,
  emailVerification: 24 * HOUR,
  passwordReset: HOUR,
  /** How long a key signs before the next one takes over. */
  signingKey: 30 * DAY,
  /** How long before it signs a key is published, so that every verifier has it when its first token arrives. */
  signingKeyNotice: HOUR,
  /** Tokens may be signed with a key for so long after it was retired: other replicas look for keys that often. */
  signingKeyCache: MINUTE,
} as const;

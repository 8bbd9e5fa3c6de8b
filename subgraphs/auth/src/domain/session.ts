/** Why a session ended before its time. */
export type SessionEnd = 'LOGOUT' | 'REVOKED' | 'REUSED' | 'PASSWORD_CHANGED' | 'LOCKED' | 'DELETED';

/** One sign-in on one device, and the family of its refresh tokens. */
export interface Session {
  /** UUID; the `sid` claim of its access tokens. */
  readonly id: string;
  readonly accountId: string;
  /** When its newest refresh token expires. */
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

/** A refresh token as it is stored: by its hash. */
export interface RefreshToken {
  /** UUID. */
  readonly id: string;
  readonly expiresAt: Date;
  /** When it was exchanged, or a token beside it was. */
  readonly usedAt: Date | null;
}

/** What makes access tokens void before they expire. */
export type Revocation =
  | {
      /** One token (`jti:<id of the token>`) or all tokens of a session (`sid:<id of the session>`). */
      readonly key: `jti:${string}` | `sid:${string}`;
      /** When the last token that this concerns has expired; the entry is forgotten then. Allow for clocks that differ. */
      readonly expiresAt: Date;
    }
  | {
      /** The tokens of a user (`sub:<id of the user>`) that were issued before a moment. */
      readonly key: `sub:${string}`;
      /**
       * Tokens issued before this moment are void; those issued at it or later are good. Tokens carry whole seconds
       * (`iat`), so take a whole second, and issue no new token with an earlier one.
       */
      readonly issuedBefore: Date;
      readonly expiresAt: Date;
    };

/**
 * The claims of a verified access token (RFC 7519) that revocations refer to. Other claims may be there, so that the
 * payload of a token can be passed as it is.
 */
export interface RevocableClaims {
  readonly jti?: unknown;
  /** The session, `sid` of OpenID Connect. */
  readonly sid?: unknown;
  readonly sub?: unknown;
  /** Seconds since the epoch. A token without it counts as older than any revocation of its user. */
  readonly iat?: unknown;
}

/** The access tokens that are void although they have not expired. One list for all processes of the system. */
export interface RevocationList {
  /**
   * Takes effect in this process before the call returns, and in the others within moments after the promise
   * resolves. Revoking twice keeps what reaches further. When the promise rejects, the revocation may be known to
   * this process alone: try again.
   */
  revoke(revocation: Revocation): Promise<void>;
  /** Answers from memory, so it may be asked for every request. */
  isRevoked(claims: RevocableClaims): boolean;
  /** Ends timers and connections. {@link isRevoked} goes on to answer from what was known. */
  close(): Promise<void>;
}

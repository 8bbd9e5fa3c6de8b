/** Roles an account can have. */
export const ROLES = ['USER', 'ADMIN'] as const;
export type Role = (typeof ROLES)[number];

/** Service tiers; each has its own request limits. */
export const TIERS = ['STANDARD', 'PREMIUM'] as const;
export type Tier = (typeof TIERS)[number];

/**
 * Who is asking, as the router found out and as every subgraph may rely on.
 *
 * - `anonymous`: no credentials were sent.
 * - `user`: a person, by access token, or a server acting with an API key of that person.
 * - `service`: one of our own subgraphs calling another one.
 */
export type Identity = AnonymousIdentity | UserIdentity | ServiceIdentity;

export interface AnonymousIdentity {
  readonly kind: 'anonymous';
}

export interface UserIdentity {
  readonly kind: 'user';
  /** The account's id (UUID); the `sub` claim, repeated as `userId`. */
  readonly userId: string;
  readonly email: string;
  readonly role: Role;
  readonly tier: Tier;
  /** OAuth-style scopes, e.g. `orders:write`. */
  readonly scope: readonly string[];
  /** The session that the access token belongs to (`sid` claim); absent for API keys. */
  readonly sessionId?: string;
  /** The access token's own id (`jti` claim); absent for API keys. */
  readonly tokenId?: string;
  /** The id of the API key (not the key) that a server acts with; absent for access tokens. */
  readonly apiKeyId?: string;
  /** Seconds since the epoch (`iat` and `exp` claims of the access token). */
  readonly issuedAt?: number;
  readonly expiresAt?: number;
}

export interface ServiceIdentity {
  readonly kind: 'service';
  /** The calling subgraph, e.g. `order`. */
  readonly service: string;
}

export const ANONYMOUS: AnonymousIdentity = { kind: 'anonymous' };

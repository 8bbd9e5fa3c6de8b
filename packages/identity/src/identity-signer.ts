import { createHash } from 'node:crypto';
import { SignJWT } from 'jose';
import { toClaims } from './identity-claims.js';
import type { Identity } from './identity.js';

/** The header in which an identity travels from the router to a subgraph, or from one subgraph to another. */
export const IDENTITY_HEADER = 'x-techally-identity';
/** The `iss` claim of every identity header. */
export const IDENTITY_ISSUER = 'techally-router';

export interface IdentitySigner {
  /** The header value for this identity, accepted by the subgraph `audience` only. */
  sign(identity: Identity, audience: string): Promise<string>;
}

export interface IdentitySignerOptions {
  /** Shared by the router and the subgraphs; at least 32 characters. */
  readonly secret: string;
  /** Seconds that a header is valid for. Default 60. */
  readonly ttlSeconds?: number;
  /** Milliseconds since the epoch; default `Date.now`. */
  readonly now?: () => number;
}

/** Bounds the memory that cached headers take; at about 600 bytes each, under 8 MB. */
const MAX_CACHED_HEADERS = 10_000;

/**
 * Signs identities with HMAC-SHA-256 (JWS, RFC 7515). A header is made once per identity and subgraph and used
 * again until half of its life is over, so that a busy client costs one signature every 30 s and subgraph.
 *
 * @throws {RangeError} Thrown when the secret is shorter than 32 characters.
 */
export function createIdentitySigner(options: IdentitySignerOptions): IdentitySigner {
  const key = identityKey(options.secret);
  const ttl = options.ttlSeconds ?? 60;
  const now = options.now ?? Date.now;
  const cache = new Map<string, { readonly header: Promise<string>; readonly freshUntil: number }>();

  async function make(identity: Identity, audience: string, issuedAt: number): Promise<string> {
    return new SignJWT({ ...toClaims(identity) })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(IDENTITY_ISSUER)
      .setAudience(audience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + ttl)
      .sign(key);
  }

  return {
    sign(identity, audience) {
      const time = now();
      const cacheKey = `${audience}\n${JSON.stringify(toClaims(identity))}`;
      const cached = cache.get(cacheKey);
      if (cached !== undefined && cached.freshUntil > time) return cached.header;
      if (cache.size >= MAX_CACHED_HEADERS) cache.clear();
      const header = make(identity, audience, Math.floor(time / 1000));
      cache.set(cacheKey, { header, freshUntil: time + (ttl * 1000) / 2 });
      return header;
    },
  };
}

/** Derives the signing key from the shared secret. */
export function identityKey(secret: string): Uint8Array {
  if (secret.length < 32) throw new RangeError('The identity secret needs at least 32 characters.');
  return createHash('sha256').update(`techally identity header\n${secret}`).digest();
}

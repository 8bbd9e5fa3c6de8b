import { createHash, createHmac, createSecretKey } from 'node:crypto';
import { toClaims } from './identity-claims.js';
import type { Identity } from './identity.js';

/** The header in which an identity travels from the router to a subgraph, or from one subgraph to another. */
export const IDENTITY_HEADER = 'x-techally-identity';
/** The `iss` claim of every identity header. */
export const IDENTITY_ISSUER = 'techally-router';

export interface IdentitySigner {
  /** The header value for this identity, accepted by the subgraph `audience` only. */
  sign(identity: Identity, audience: string): string;
}

export interface IdentitySignerOptions {
  /** Shared by the router and the subgraphs; at least 32 characters. */
  readonly secret: string;
  /** Seconds that a header is valid for. Default 60. */
  readonly ttlSeconds?: number;
  /** Milliseconds since the epoch; default `Date.now`. */
  readonly now?: () => number;
}

interface SignedHeader {
  readonly header: string;
  /** Milliseconds since the epoch. */
  readonly freshUntil: number;
}

const PROTECTED_HEADER = base64Url({ alg: 'HS256', typ: 'JWT' });

/**
 * Signs identities with HMAC-SHA-256 (JWS, RFC 7515). A header is made once per identity object and subgraph and used
 * again until half of its life is over, so that a busy client costs one signature every 30 s and subgraph.
 *
 * A signature is made at once, without `jose`, whose promises and jobs for other threads take ten times as long as the
 * hash itself (docs/decisions/0022-identity-headers-are-signed-at-once.md).
 *
 * @throws {RangeError} Thrown when the secret is shorter than 32 characters.
 */
export function createIdentitySigner(options: IdentitySignerOptions): IdentitySigner {
  const key = createSecretKey(identityKey(options.secret));
  const ttl = options.ttlSeconds ?? 60;
  const now = options.now ?? Date.now;
  // Whoever keeps an identity keeps its headers; nothing else does.
  const signed = new WeakMap<Identity, Map<string, SignedHeader>>();

  function make(identity: Identity, audience: string, issuedAt: number): string {
    const claims = { iss: IDENTITY_ISSUER, aud: audience, iat: issuedAt, exp: issuedAt + ttl };
    const input = `${PROTECTED_HEADER}.${base64Url({ ...toClaims(identity), ...claims })}`;
    return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`;
  }

  return {
    sign(identity, audience) {
      const time = now();
      let byAudience = signed.get(identity);
      if (byAudience === undefined) {
        byAudience = new Map();
        signed.set(identity, byAudience);
      }
      const known = byAudience.get(audience);
      if (known !== undefined && known.freshUntil > time) return known.header;
      const header = make(identity, audience, Math.floor(time / 1000));
      byAudience.set(audience, { header, freshUntil: time + (ttl * 1000) / 2 });
      return header;
    },
  };
}

function base64Url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Derives the signing key from the shared secret. */
export function identityKey(secret: string): Uint8Array {
  if (secret.length < 32) throw new RangeError('The identity secret needs at least 32 characters.');
  return createHash('sha256').update(`techally identity header\n${secret}`).digest();
}

import { createHash, randomBytes } from 'node:crypto';

/** A secret that is given away, and the hash that is kept of it. */
export interface OpaqueToken {
  /** 256 random bits in Base64url: 43 characters. */
  readonly token: string;
  readonly hash: string;
}

export function createOpaqueToken(): OpaqueToken {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashToken(token) };
}

/** SHA-256, hexadecimal. A random secret of 256 bits needs no slow hash: there is nothing to guess. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

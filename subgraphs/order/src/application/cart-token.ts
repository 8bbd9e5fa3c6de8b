import { createHash, randomBytes } from 'node:crypto';

/** A new guest token: 32 random bytes, base64url. Whoever holds it has the cart. */
export function createCartToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token, so that the database does not give carts away: its SHA-256, in hex. */
export function hashCartToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

import { createHash } from 'node:crypto';

const PLAIN = /^[\x21-\x7e]{1,200}$/;

/**
 * The key as stores outside this process keep it. PostgreSQL takes no NUL in a text and no long ones in an index, and keys
 * may come from tokens of other issuers: what is unusual is kept by its hash.
 */
export function storableKey(key: string): string {
  return PLAIN.test(key) ? key : `sha256:${createHash('sha256').update(key).digest('hex')}`;
}

import pg from 'pg';
import { DatabaseError } from '../database-error.js';

/** PostgreSQL cuts longer names off without a word, which would make two databases one. */
const MAX_BYTES = 63;

/** @throws DatabaseError `DATABASE_NAME_INVALID` when the name is empty or longer than 63 bytes */
export function quotedDatabaseName(name: string): string {
  const bytes = Buffer.byteLength(name);
  if (bytes === 0 || bytes > MAX_BYTES) {
    throw new DatabaseError('DATABASE_NAME_INVALID', `"${name}" is no name for a database: 1 to 63 bytes.`);
  }
  return pg.escapeIdentifier(name);
}

import { systemErrorCode } from '../embedded/system-error-code.js';
import { databaseExists } from './database-exists.js';
import { quotedDatabaseName } from './quoted-database-name.js';
import { withClient } from './with-client.js';

const DUPLICATE_DATABASE = '42P04';
const UNIQUE_VIOLATION = '23505';

/**
 * Creates an empty database unless there is one of this name. Several processes may do so at once.
 *
 * @returns whether it was created by this call
 * @throws DatabaseError `DATABASE_NAME_INVALID`
 */
export async function ensureDatabase(adminUrl: string, name: string): Promise<boolean> {
  const quoted = quotedDatabaseName(name);
  // Asking first spares accounts without the right to create databases, where an operator made them.
  if (await databaseExists(adminUrl, name)) return false;
  try {
    await withClient(adminUrl, (client) => client.query(`CREATE DATABASE ${quoted}`));
    return true;
  } catch (error) {
    if ([DUPLICATE_DATABASE, UNIQUE_VIOLATION].includes(systemErrorCode(error) ?? '')) return false;
    throw error;
  }
}

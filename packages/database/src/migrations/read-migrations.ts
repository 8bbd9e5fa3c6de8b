import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseError } from '../database-error.js';
import { systemErrorCode } from '../embedded/system-error-code.js';

/** One folder of a migrations directory. */
export interface Migration {
  /** The folder's name, `<UTC timestamp>_<name>`; migrations are applied in the order of their names. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file in hexadecimal digits, as Prisma records it. */
  readonly checksum: string;
}

/**
 * Reads all migrations of a domain, in order. A directory that does not exist holds none.
 *
 * @throws DatabaseError `MIGRATION_FOLDER_INVALID` when a folder has no `migration.sql`
 */
export async function readMigrations(migrationsDirectory: string): Promise<Migration[]> {
  const entries = await readdir(migrationsDirectory, { withFileTypes: true }).catch((error: unknown) => {
    if (systemErrorCode(error) === 'ENOENT') return [];
    throw error;
  });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.sort().map((name) => readMigration(migrationsDirectory, name)));
}

async function readMigration(directory: string, name: string): Promise<Migration> {
  const path = join(directory, name, 'migration.sql');
  const content = await readFile(path).catch((cause: unknown) => {
    throw new DatabaseError('MIGRATION_FOLDER_INVALID', `The migration ${name} has no migration.sql.`, {
      cause,
    });
  });
  return {
    name,
    sql: content.toString('utf8'),
    checksum: createHash('sha256').update(content).digest('hex'),
  };
}

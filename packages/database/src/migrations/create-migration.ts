import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseError } from '../database-error.js';
import { diffSchema } from './diff-schema.js';
import type { SchemaComparison } from './diff-schema.js';
import { readMigrations } from './read-migrations.js';

/** Options of {@link createMigration}. */
export interface CreateMigrationOptions extends SchemaComparison {
  /** What the migration does, e.g. `add_reviews`. Lower-case letters, digits and underscores, at most 100. */
  readonly name: string;
  /** The moment the folder is named for. Default: now. */
  readonly now?: Date;
}

/** A migration that was written. */
export interface CreatedMigration {
  /** The folder's name, `20260131235959_add_reviews`. */
  readonly name: string;
  /** The path of the `migration.sql`. */
  readonly path: string;
  readonly sql: string;
}

/**
 * Writes the next migration of a domain from the difference between its migrations and its `schema.prisma`.
 *
 * @returns `null` when there is no difference, and then nothing is written
 * @throws DatabaseError `MIGRATION_FOLDER_INVALID` for a name that cannot be used, and all of `diffSchema`
 */
export async function createMigration(options: CreateMigrationOptions): Promise<CreatedMigration | null> {
  const { domainDirectory, name, now = new Date() } = options;
  if (!/^[a-z0-9_]{1,100}$/.test(name)) {
    throw new DatabaseError(
      'MIGRATION_FOLDER_INVALID',
      `"${name}" cannot name a migration: lower-case letters, digits and underscores, at most 100.`,
    );
  }
  const folder = `${now.toISOString().replaceAll(/[-T:]/g, '').slice(0, 14)}_${name}`;
  const latest = (await readMigrations(join(domainDirectory, 'migrations'))).at(-1);
  if (latest && latest.name >= folder) {
    throw new DatabaseError(
      'MIGRATION_FOLDER_INVALID',
      `The migration ${folder} would come before ${latest.name}, which exists already. Look at the clock.`,
    );
  }
  const sql = await diffSchema(options);
  if (sql === '') return null;
  const path = join(domainDirectory, 'migrations', folder, 'migration.sql');
  await mkdir(join(domainDirectory, 'migrations', folder), { recursive: true });
  await writeFile(path, sql, { flag: 'wx' });
  await writeFile(join(domainDirectory, 'migrations', 'migration_lock.toml'), 'provider = "postgresql"\n');
  return { name: folder, path, sql };
}

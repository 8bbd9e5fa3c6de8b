import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { withClient } from '../administration/with-client.js';
import { DatabaseError } from '../database-error.js';
import { CREATE_HISTORY, readMigrationHistory } from './migration-history.js';
import type { RecordedMigration } from './migration-history.js';
import { readMigrations } from './read-migrations.js';
import type { Migration } from './read-migrations.js';

/** Options of {@link migrate}. */
export interface MigrateOptions {
  readonly databaseUrl: string;
  /** The folder that holds one folder per migration. */
  readonly migrationsDirectory: string;
}

/** Held while migrations are applied, so that of several processes that start together one does the work. */
const LOCK_KEY = 7_216_803_917;

/**
 * Applies the migrations that a database does not have yet and records them as `prisma migrate deploy` does.
 *
 * Each migration and its record are one transaction: a process that is killed half-way leaves nothing of it, and the
 * next start applies it again. (Prisma's engine records the beginning and the end separately and, through the driver
 * adapter, cuts scripts at every semicolon, also inside functions.) Hence statements that refuse to run in a
 * transaction, such as `CREATE INDEX CONCURRENTLY`, cannot stand in a migration.
 *
 * Migrations that only the database knows are left alone: an older version may be started on a newer database.
 *
 * @returns the names of the migrations that this call applied; one query and no lock when nothing is missing
 * @throws DatabaseError `MIGRATION_EDITED`, `MIGRATION_UNFINISHED`, `MIGRATION_FAILED`, `MIGRATION_FOLDER_INVALID`
 */
export async function migrate(options: MigrateOptions): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(options.migrationsDirectory);
  return withClient(options.databaseUrl, async (client) => {
    if (missing(migrations, await readMigrationHistory(client)).length === 0) return { applied: [] };

    await client.query('SELECT pg_advisory_lock($1)', [LOCK_KEY]);
    await client.query(CREATE_HISTORY);
    // Read again: while this process waited for the lock, another one may have done the work.
    const todo = missing(migrations, await readMigrationHistory(client));
    for (const migration of todo) await apply(client, migration);
    return { applied: todo.map(({ name }) => name) };
  });
}

function missing(migrations: readonly Migration[], history: readonly RecordedMigration[]): Migration[] {
  const recorded = new Map(history.map((row) => [row.name, row]));
  const unfinished = history.find((row) => !row.finished);
  if (unfinished) {
    throw new DatabaseError(
      'MIGRATION_UNFINISHED',
      `The migration ${unfinished.name} was begun by another tool and never finished. Look at the database, then mark ` +
        'it with `prisma migrate resolve --applied` or `--rolled-back`.',
    );
  }
  const edited = migrations.filter(
    ({ name, checksum }) => (recorded.get(name)?.checksum ?? checksum) !== checksum,
  );
  if (edited.length > 0) {
    throw new DatabaseError(
      'MIGRATION_EDITED',
      `Changed after they had been applied: ${edited.map(({ name }) => name).join(', ')}. Restore the files and put ` +
        'the change into a new migration.',
    );
  }
  return migrations.filter(({ name }) => !recorded.has(name));
}

async function apply(client: pg.ClientBase, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    // Without parameters, all statements of a script travel as one message.
    await client.query(sql);
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => undefined);
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseError('MIGRATION_FAILED', `The migration ${name} failed and was undone: ${reason}`, {
      cause,
    });
  }
}

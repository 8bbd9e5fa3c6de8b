import type pg from 'pg';
import { systemErrorCode } from '../embedded/system-error-code.js';

/** One row of `_prisma_migrations` that still counts (not marked as rolled back). */
export interface RecordedMigration {
  readonly name: string;
  readonly checksum: string;
  /** `false` when a tool that does not work in one transaction was interrupted, or failed. */
  readonly finished: boolean;
}

const UNDEFINED_TABLE = '42P01';

/** The table as Prisma creates it, so that its tools and ours can take turns on one database. */
export const CREATE_HISTORY = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                  VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum            VARCHAR(64) NOT NULL,
    finished_at         TIMESTAMPTZ,
    migration_name      VARCHAR(255) NOT NULL,
    logs                TEXT,
    rolled_back_at      TIMESTAMPTZ,
    started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

/** What was applied to a database, in the order of application; empty where there is no history table. */
export async function readMigrationHistory(client: pg.ClientBase): Promise<RecordedMigration[]> {
  try {
    const { rows } = await client.query<RecordedMigration>(
      `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
         FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name`,
    );
    return rows;
  } catch (error) {
    if (systemErrorCode(error) === UNDEFINED_TABLE) return [];
    throw error;
  }
}

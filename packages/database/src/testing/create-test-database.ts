import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import { cloneDatabase } from '../administration/clone-database.js';
import { dropDatabase } from '../administration/drop-database.js';
import { withClient } from '../administration/with-client.js';
import { DatabaseError } from '../database-error.js';
import { systemErrorCode } from '../embedded/system-error-code.js';
import { templateName } from './template-name.js';
import './provided-context.js';

/** A database that one test has for itself. */
export interface TestDatabase {
  readonly url: string;
  /** Drops the database, and disconnects whoever still uses it after a fifth of a second. */
  close(): Promise<void>;
}

const UNDEFINED_DATABASE = '3D000';

/**
 * Creates a database with the tables of a domain and nothing in them (about 30 ms). Needs vitest with this package's
 * global set-up. Any number may be created at once: templates take no connections, so a copy is never refused.
 *
 * @param domain a folder of `prisma/`, or `platform` for an empty database
 * @throws DatabaseError `TEST_TEMPLATE_MISSING` when the domain's migrations failed or there are none
 */
export async function createTestDatabase(domain: string): Promise<TestDatabase> {
  const adminUrl = inject('clusterUrl');
  const name = `test_${domain}_${randomBytes(6).toString('hex')}`;
  try {
    await cloneDatabase(adminUrl, templateName(domain), name);
  } catch (cause) {
    if (systemErrorCode(cause) !== UNDEFINED_DATABASE) throw cause;
    const reason = inject('templateFailures')[domain] ?? 'there are none';
    const message = `The migrations in prisma/${domain}/migrations made no database to test on: ${reason}`;
    throw new DatabaseError('TEST_TEMPLATE_MISSING', message, { cause });
  }
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async close() {
      await untilUnused(adminUrl, name);
      await dropDatabase(adminUrl, name);
    },
  };
}

/**
 * A pool that has ended has said goodbye, but the server may still have to hear it; if the server disconnects it before, the
 * client has an error that nobody listens for any more.
 */
async function untilUnused(adminUrl: string, name: string): Promise<void> {
  await withClient(adminUrl, async (client) => {
    for (let look = 0; look < 20; look++) {
      const { rowCount } = await client.query('SELECT 1 FROM pg_stat_activity WHERE datname = $1 LIMIT 1', [
        name,
      ]);
      if (rowCount === 0) return;
      await sleep(10);
    }
  });
}

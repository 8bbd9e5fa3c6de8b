import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { cloneDatabase } from '../administration/clone-database.js';
import { dropDatabase } from '../administration/drop-database.js';
import { DatabaseError } from '../database-error.js';
import { systemErrorCode } from '../embedded/system-error-code.js';
import { templateName } from './template-name.js';
import './provided-context.js';

/** A database that one test has for itself. */
export interface TestDatabase {
  readonly url: string;
  /** Drops the database and disconnects whoever still uses it. */
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
  return { url: url.href, close: () => dropDatabase(adminUrl, name) };
}

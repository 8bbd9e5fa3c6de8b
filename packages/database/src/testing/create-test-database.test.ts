import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { cloneDatabase } from '../administration/clone-database.js';
import { databaseExists } from '../administration/database-exists.js';
import { dropDatabase } from '../administration/drop-database.js';
import { withClient } from '../administration/with-client.js';
import { createTemplates } from './create-templates.js';
import { createTestDatabase } from './create-test-database.js';

const adminUrl = inject('clusterUrl');
const nameOf = (url: string): string => new URL(url).pathname.slice(1);

test('ten databases asked for at once are ten different ones, and closing drops them', async () => {
  const databases = await Promise.all(Array.from({ length: 10 }, () => createTestDatabase('platform')));
  expect(new Set(databases.map(({ url }) => url)).size).toBe(10);
  for (const { url } of databases) await withClient(url, (client) => client.query('CREATE TABLE notes ()'));
  await Promise.all(databases.map((database) => database.close()));
  const left = await Promise.all(databases.map(({ url }) => databaseExists(adminUrl, nameOf(url))));
  expect(left).not.toContain(true);
});

test('a domain without migrations is named in the error', async () => {
  await expect(createTestDatabase('nonsense')).rejects.toMatchObject({
    code: 'TEST_TEMPLATE_MISSING',
    message: expect.stringContaining('prisma/nonsense/migrations') as string,
  });
});

test('templates hold what the migrations make, and one broken domain does not spoil the others', async () => {
  const prisma = await mkdtemp(join(tmpdir(), 'techally-prisma-'));
  const domains = { good_test: 'CREATE TABLE notes ();', broken_test: 'CREATE TABEL notes ();' };
  for (const [domain, sql] of Object.entries(domains)) {
    await mkdir(join(prisma, domain, 'migrations', '20260101000000_first'), { recursive: true });
    await writeFile(join(prisma, domain, 'migrations', '20260101000000_first', 'migration.sql'), sql);
  }
  await mkdir(join(prisma, 'empty_test'));
  onTestFinished(async () => {
    await rm(prisma, { recursive: true });
    for (const name of ['template_good_test', 'good_copy_test']) await dropDatabase(adminUrl, name);
  });

  const urlFor = (database: string): string => new URL(`/${database}`, adminUrl).href;
  const failures = await createTemplates({ adminUrl, urlFor }, prisma);
  expect(failures).toEqual({ broken_test: expect.stringContaining('syntax error') as string });
  expect(await databaseExists(adminUrl, 'template_broken_test')).toBe(false);
  expect(await databaseExists(adminUrl, 'template_empty_test')).toBe(false);
  await cloneDatabase(adminUrl, 'template_good_test', 'good_copy_test');
  await withClient(urlFor('good_copy_test'), (client) => client.query('SELECT * FROM notes'));
});

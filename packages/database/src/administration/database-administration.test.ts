import { randomBytes } from 'node:crypto';
import { expect, inject, onTestFinished, test } from 'vitest';
import '../testing/provided-context.js';
import { cloneDatabase } from './clone-database.js';
import { databaseExists } from './database-exists.js';
import { dropDatabase } from './drop-database.js';
import { ensureDatabase } from './ensure-database.js';
import { withClient } from './with-client.js';

const adminUrl = inject('clusterUrl');

function newName(): string {
  const name = `It's "quoted" ${randomBytes(4).toString('hex')}`;
  onTestFinished(() => dropDatabase(adminUrl, name));
  return name;
}

function urlOf(name: string): string {
  return new URL(`/${encodeURIComponent(name)}`, adminUrl).href;
}

test('ensureDatabase creates a database once, however many ask for it at the same time', async () => {
  const name = newName();
  expect(await databaseExists(adminUrl, name)).toBe(false);
  const created = await Promise.all(Array.from({ length: 5 }, () => ensureDatabase(adminUrl, name)));
  expect(created.filter(Boolean)).toHaveLength(1);
  expect(await databaseExists(adminUrl, name)).toBe(true);
  expect(await ensureDatabase(adminUrl, name)).toBe(false);
});

test('dropDatabase disconnects whoever uses the database, and a missing one is no error', async () => {
  const name = newName();
  await ensureDatabase(adminUrl, name);
  await withClient(urlOf(name), async (client) => {
    await dropDatabase(adminUrl, name);
    await expect(client.query('SELECT 1')).rejects.toThrow();
  });
  expect(await databaseExists(adminUrl, name)).toBe(false);
  await dropDatabase(adminUrl, name);
});

test('cloneDatabase copies tables and rows, and the copy lives on its own', async () => {
  const [template, copy] = [newName(), newName()];
  await ensureDatabase(adminUrl, template);
  await withClient(urlOf(template), (client) => client.query('CREATE TABLE notes AS SELECT 1 AS number'));
  await cloneDatabase(adminUrl, template, copy);
  await withClient(urlOf(copy), (client) => client.query('INSERT INTO notes VALUES (2)'));
  const count = async (name: string): Promise<string | undefined> =>
    withClient(
      urlOf(name),
      async (client) => (await client.query<{ count: string }>('SELECT count(*) FROM notes')).rows[0]?.count,
    );
  expect([await count(template), await count(copy)]).toEqual(['1', '2']);
});

test.each(['', 'x'.repeat(64)])('a name that PostgreSQL would change is refused: "%s"', async (name) => {
  await expect(ensureDatabase(adminUrl, name)).rejects.toMatchObject({ code: 'DATABASE_NAME_INVALID' });
});

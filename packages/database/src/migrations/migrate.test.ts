import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { withClient } from '../administration/with-client.js';
import { createTestDatabase } from '../testing/create-test-database.js';
import { migrate } from './migrate.js';
import { readMigrations } from './read-migrations.js';
import { withSchemaEngine } from './schema-engine.js';

const FIRST = '20260101000000_create_notes';
const SECOND = '20260102000000_stamp_notes';

/** What a script that is cut at semicolons, or sent statement by statement, would not survive. */
const SECOND_SQL = `
  ALTER TABLE notes ADD COLUMN stamp TEXT; -- one; two
  CREATE FUNCTION stamp() RETURNS trigger AS $$ BEGIN NEW.stamp := 'a;b'; RETURN NEW; END $$ LANGUAGE plpgsql;
  CREATE TRIGGER stamp BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION stamp();
  INSERT INTO notes (id) VALUES (1);`;

let migrationsDirectory: string;
let databaseUrl: string;

beforeEach(async () => {
  migrationsDirectory = await mkdtemp(join(tmpdir(), 'techally-migrations-'));
  const database = await createTestDatabase('platform');
  databaseUrl = database.url;
  return async () => {
    await database.close();
    await rm(migrationsDirectory, { recursive: true });
  };
});

async function write(name: string, sql: string): Promise<void> {
  await mkdir(join(migrationsDirectory, name), { recursive: true });
  await writeFile(join(migrationsDirectory, name, 'migration.sql'), sql);
}

async function query<Row extends object>(sql: string): Promise<Row[]> {
  return withClient(databaseUrl, async (client) => (await client.query<Row>(sql)).rows);
}

const run = (): Promise<{ applied: string[] }> => migrate({ databaseUrl, migrationsDirectory });

test('what is missing is applied in the order of the names, once, and functions with semicolons arrive whole', async () => {
  await write(SECOND, SECOND_SQL);
  await write(FIRST, 'CREATE TABLE notes (id INTEGER PRIMARY KEY);');
  expect(await run()).toEqual({ applied: [FIRST, SECOND] });
  expect(await run()).toEqual({ applied: [] });
  expect(await query('SELECT * FROM notes')).toEqual([{ id: 1, stamp: 'a;b' }]);

  await write('20260103000000_more', 'CREATE TABLE more ();');
  expect(await run()).toEqual({ applied: ['20260103000000_more'] });
});

test("Prisma's own engine finds a history that it could have written, and nothing to do", async () => {
  await write(FIRST, 'CREATE TABLE notes (id INTEGER PRIMARY KEY);');
  await write(SECOND, SECOND_SQL);
  await run();
  const migrations = await readMigrations(migrationsDirectory);
  const migrationsList = {
    baseDir: migrationsDirectory,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: sql } },
    })),
  };
  const filters = { externalTables: [], externalEnums: [] };
  await withSchemaEngine(databaseUrl, async (engine) => {
    const diagnosis = await engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters,
    });
    expect(diagnosis).toMatchObject({
      hasMigrationsTable: true,
      editedMigrationNames: [],
      failedMigrationNames: [],
      history: null,
    });
    expect(await engine.applyMigrations({ migrationsList, filters })).toMatchObject({
      appliedMigrationNames: [],
    });
  });
});

test('a migration that was edited after it had been applied is refused by name, before anything else is applied', async () => {
  await write(FIRST, 'CREATE TABLE notes (id INTEGER PRIMARY KEY);');
  await run();
  await write(FIRST, 'CREATE TABLE notes (id BIGINT PRIMARY KEY);');
  await write(SECOND, SECOND_SQL);
  await expect(run()).rejects.toMatchObject({
    code: 'MIGRATION_EDITED',
    message: expect.stringContaining(FIRST) as string,
  });
  expect(await query("SELECT to_regprocedure('stamp()') AS stamp")).toEqual([{ stamp: null }]);
});

test('a migration that fails leaves nothing of itself, what came before stays, and its correction is applied', async () => {
  await write(FIRST, 'CREATE TABLE notes (id INTEGER PRIMARY KEY);');
  await write(SECOND, 'CREATE TABLE half (); SELECT nonsense;');
  await expect(run()).rejects.toMatchObject({
    code: 'MIGRATION_FAILED',
    message: expect.stringContaining(SECOND) as string,
  });
  expect(await query("SELECT to_regclass('half') AS half, to_regclass('notes')::text AS notes")).toEqual([
    { half: null, notes: 'notes' },
  ]);
  await write(SECOND, SECOND_SQL);
  expect(await run()).toEqual({ applied: [SECOND] });
});

test('of several processes that start together, one applies and the others wait for it', async () => {
  await write(FIRST, 'SELECT pg_sleep(0.2); CREATE TABLE notes (id INTEGER PRIMARY KEY);');
  const results = await Promise.all([run(), run(), run(), run()]);
  expect(results.flatMap(({ applied }) => applied)).toEqual([FIRST]);
});

test('an older version starts on a database that a newer one has migrated', async () => {
  await write(FIRST, 'CREATE TABLE notes (id INTEGER PRIMARY KEY);');
  await write(SECOND, SECOND_SQL);
  await run();
  await rm(join(migrationsDirectory, SECOND), { recursive: true });
  expect(await run()).toEqual({ applied: [] });
});

test('a migration that another tool began and never finished is left for a person to look at', async () => {
  await write(FIRST, 'CREATE TABLE notes (id INTEGER PRIMARY KEY);');
  await run();
  await query('UPDATE _prisma_migrations SET finished_at = NULL');
  await expect(run()).rejects.toMatchObject({ code: 'MIGRATION_UNFINISHED' });
  await query('UPDATE _prisma_migrations SET rolled_back_at = now()');
  await query('DROP TABLE notes');
  expect(await run()).toEqual({ applied: [FIRST] });
});

test('a folder without a migration.sql is an error, and a directory that does not exist holds no migrations', async () => {
  await mkdir(join(migrationsDirectory, FIRST));
  await expect(run()).rejects.toMatchObject({ code: 'MIGRATION_FOLDER_INVALID' });
  expect(await readMigrations(join(migrationsDirectory, 'nowhere'))).toEqual([]);
});

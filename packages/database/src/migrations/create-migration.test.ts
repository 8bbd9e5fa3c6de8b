import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase } from '../testing/create-test-database.js';
import type { TestDatabase } from '../testing/create-test-database.js';
import { checkMigrations } from './check-migrations.js';
import { createMigration } from './create-migration.js';
import type { CreatedMigration } from './create-migration.js';
import { migrate } from './migrate.js';

const SCHEMA = `
  datasource db {
    provider = "postgresql"
  }
  enum Mood {
    GOOD
    BAD
  }
  model Note {
    id   String @id @default(dbgenerated("gen_random_uuid()")) @db.Uuid
    text String
    mood Mood
    @@map("notes")
  }`;

let domainDirectory: string;
let databases: TestDatabase[];

beforeEach(async () => {
  domainDirectory = await mkdtemp(join(tmpdir(), 'techally-domain-'));
  databases = [];
});

afterEach(async () => {
  await Promise.all(databases.map((database) => database.close()));
  await rm(domainDirectory, { recursive: true });
});

async function spareDatabase(): Promise<string> {
  const database = await createTestDatabase('platform');
  databases.push(database);
  return database.url;
}

const writeSchema = (schema: string): Promise<void> =>
  writeFile(join(domainDirectory, 'schema.prisma'), schema);

async function create(name: string, day: number): Promise<CreatedMigration | null> {
  const now = new Date(Date.UTC(2026, 0, day, 23, 59, 58, 999));
  return createMigration({ domainDirectory, name, now, databaseUrl: await spareDatabase() });
}

test('the first migration makes the whole schema, the next one the difference, and then there is none', async () => {
  await writeSchema(SCHEMA);
  const first = await create('create_notes', 1);
  expect(first?.name).toBe('20260101235958_create_notes');
  expect(first?.sql).toContain('CREATE TABLE "notes"');
  expect(first?.sql).toContain('CREATE TYPE "Mood"');
  expect(await readFile(first?.path ?? '', 'utf8')).toBe(first?.sql);

  await writeSchema(SCHEMA.replace('text String', 'text String\n    stars Int?'));
  expect(await checkMigrations({ domainDirectory, databaseUrl: await spareDatabase() })).toContain(
    'ADD COLUMN',
  );
  const second = await create('add_stars', 2);
  expect(second?.sql.trim()).toBe('-- AlterTable\nALTER TABLE "notes" ADD COLUMN     "stars" INTEGER;');

  expect(await create('nothing', 3)).toBeNull();
  expect(await checkMigrations({ domainDirectory, databaseUrl: await spareDatabase() })).toBeNull();
  const migrationsDirectory = join(domainDirectory, 'migrations');
  expect(await migrate({ databaseUrl: await spareDatabase(), migrationsDirectory })).toEqual({
    applied: ['20260101235958_create_notes', '20260102235958_add_stars'],
  });
});

test('what the schema language cannot say may stand in a migration without counting as drift', async () => {
  await writeSchema(SCHEMA);
  await create('create_notes', 1);
  const extra = join(domainDirectory, 'migrations', '20260102000000_extras');
  await mkdir(extra);
  await writeFile(
    join(extra, 'migration.sql'),
    `CREATE EXTENSION pg_trgm;
     CREATE UNIQUE INDEX good_notes ON notes (text) WHERE mood = 'GOOD';
     CREATE INDEX lower_text ON notes (lower(text));
     ALTER TABLE notes ADD CONSTRAINT some_text CHECK (text <> '');
     CREATE FUNCTION noop() RETURNS trigger AS $$ BEGIN RETURN NEW; END $$ LANGUAGE plpgsql;
     CREATE TRIGGER noop BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION noop();`,
  );
  expect(await checkMigrations({ domainDirectory, databaseUrl: await spareDatabase() })).toBeNull();
});

test('an ordinary index that only a migration knows is drift', async () => {
  await writeSchema(SCHEMA);
  await create('create_notes', 1);
  const extra = join(domainDirectory, 'migrations', '20260102000000_extras');
  await mkdir(extra);
  await writeFile(join(extra, 'migration.sql'), 'CREATE INDEX notes_text ON notes (text);');
  const drift = await checkMigrations({ domainDirectory, databaseUrl: await spareDatabase() });
  expect(drift).toContain('DROP INDEX "notes_text"');
});

test('a schema with a mistake is explained with its line', async () => {
  await writeSchema(SCHEMA.replace('mood Mood', 'mood Moood'));
  await expect(create('create_notes', 1)).rejects.toMatchObject({
    code: 'SCHEMA_INVALID',
    message: expect.stringContaining('Moood') as string,
  });
  expect(await readdir(domainDirectory)).toEqual(['schema.prisma']);
});

test.each(['', 'Add Notes', '../escape', 'x'.repeat(101)])('"%s" is refused as a name', async (name) => {
  await writeSchema(SCHEMA);
  await expect(create(name, 1)).rejects.toMatchObject({ code: 'MIGRATION_FOLDER_INVALID' });
});

test('a migration that would sort before an existing one is refused', async () => {
  await writeSchema(SCHEMA);
  await create('create_notes', 2);
  await expect(create('earlier', 1)).rejects.toMatchObject({ code: 'MIGRATION_FOLDER_INVALID' });
});

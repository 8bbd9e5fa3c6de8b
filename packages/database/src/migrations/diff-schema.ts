import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseError } from '../database-error.js';
import { migrate } from './migrate.js';
import { withSchemaEngine } from './schema-engine.js';

/** Where a domain keeps its schema and migrations, and a database to compare them on. */
export interface SchemaComparison {
  /** Holds `schema.prisma` and `migrations/`. */
  readonly domainDirectory: string;
  /** A database to spare: the domain's migrations are applied to it. */
  readonly databaseUrl: string;
}

/**
 * The SQL that leads from what the migrations make to what `schema.prisma` describes; empty when they agree.
 *
 * What Prisma's language cannot say (partial and expression indexes, checks, functions, triggers) may stand in
 * migrations and is not compared.
 *
 * @throws DatabaseError `SCHEMA_INVALID` with the engine's explanation, and all of `migrate`
 */
export async function diffSchema({ domainDirectory, databaseUrl }: SchemaComparison): Promise<string> {
  await migrate({ databaseUrl, migrationsDirectory: join(domainDirectory, 'migrations') });
  const path = join(domainDirectory, 'schema.prisma');
  const content = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new DatabaseError('SCHEMA_INVALID', `There is no schema at ${path}.`, { cause });
  });
  const files = [{ path, content }];
  try {
    return await withSchemaEngine(databaseUrl, async (engine) => {
      const { exitCode, stdout } = await engine.diff({
        from: { tag: 'schemaDatasource', files, configDir: dirname(path) },
        to: { tag: 'schemaDatamodel', files },
        script: true,
        shadowDatabaseUrl: null,
        exitCode: true,
        filters: { externalTables: [], externalEnums: [] },
      } as Parameters<typeof engine.diff>[0]);
      return exitCode === 0 ? '' : (stdout ?? '');
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseError('SCHEMA_INVALID', `${path} cannot be compared with its migrations:\n${reason}`, {
      cause,
    });
  }
}

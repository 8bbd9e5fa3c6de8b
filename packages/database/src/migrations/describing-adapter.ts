import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import type {
  ColumnType,
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
  SqlQuery,
  SqlResultSet,
} from '@prisma/driver-adapter-utils';

/** Object ids of PostgreSQL's types, as far as the catalogue queries answer with others than text. */
const COLUMN_TYPES: Readonly<Record<number, ColumnType>> = {
  16: ColumnTypeEnum.Boolean,
  18: ColumnTypeEnum.Character,
  20: ColumnTypeEnum.Int64,
  21: ColumnTypeEnum.Int32,
  23: ColumnTypeEnum.Int32,
  26: ColumnTypeEnum.Int64,
};

/**
 * The connection of the schema engine, able to describe databases of PostgreSQL 18.
 *
 * The engine asks for the kind of each constraint, a column of the type `"char"`, which `@prisma/adapter-pg` 7.10
 * does not know. It never showed, as the query has no rows for ordinary tables, until PostgreSQL 18 made constraints
 * of `NOT NULL`. That one kind of answer is read here.
 */
export class DescribingAdapterFactory implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = 'postgres';
  readonly adapterName = '@prisma/adapter-pg';
  readonly #connections: SqlDriverAdapter[] = [];
  readonly #factory: PrismaPg;

  constructor(databaseUrl: string) {
    this.#factory = new PrismaPg({ connectionString: databaseUrl, max: 2 });
  }

  async connect(): Promise<SqlDriverAdapter> {
    const adapter = await this.#factory.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query: SqlQuery): Promise<SqlResultSet> => {
      try {
        return await queryRaw(query);
      } catch (error) {
        if (!isUnsupportedType(error)) throw error;
        const statement = { text: query.sql, values: query.args, rowMode: 'array' as const };
        const { fields, rows } = await adapter.underlyingDriver().query<unknown[]>(statement);
        return {
          columnNames: fields.map(({ name }) => name),
          columnTypes: fields.map(({ dataTypeID }) => COLUMN_TYPES[dataTypeID] ?? ColumnTypeEnum.Text),
          rows,
        };
      }
    };
    this.#connections.push(adapter);
    return adapter;
  }

  /** Nothing here needs a second database: the migrations are applied before the engine compares. */
  connectToShadowDb(): Promise<SqlDriverAdapter> {
    return Promise.reject(new Error('This adapter has no shadow database.'));
  }

  /** Closes every connection; the engine leaves them open. */
  async dispose(): Promise<void> {
    await Promise.all(this.#connections.splice(0).map((adapter) => adapter.dispose()));
  }
}

function isUnsupportedType(error: unknown): boolean {
  if (!(error instanceof Error) || typeof error.cause !== 'object' || error.cause === null) return false;
  return 'kind' in error.cause && error.cause.kind === 'UnsupportedNativeDataType';
}

import { PrismaPg } from '@prisma/adapter-pg';
import { POOL_OPTIONS } from './pool-options.js';
import { createStatementNames } from './statement-names.js';

/** What a generated Prisma client is made with. */
export interface PrismaSettings {
  readonly adapter: PrismaPg;
  readonly log?: [{ emit: 'event'; level: 'query' }];
}

export interface PrismaConnection {
  readonly databaseUrl: string;
  /** Told of every SQL statement. */
  readonly onQuery?: ((sql: string) => void) | undefined;
}

/** The part of a client that logs to events. */
interface QueryEvents {
  $on(event: 'query', listener: (event: { readonly query: string }) => void): unknown;
}

/**
 * Connects a domain's generated Prisma client to its database, with a pool of `POOL_OPTIONS`.
 * @param create `(settings) => new PrismaClient(settings)`, since each domain has a client class of its own
 */
export function connectPrisma<Client extends object>(
  create: (settings: PrismaSettings) => Client,
  { databaseUrl, onQuery }: PrismaConnection,
): Client {
  const adapter = new PrismaPg(
    { connectionString: databaseUrl, ...POOL_OPTIONS },
    { statementNameGenerator: createStatementNames() },
  );
  if (onQuery === undefined) return create({ adapter });
  const client = create({ adapter, log: [{ emit: 'event', level: 'query' }] });
  // The type of `$on` depends on the `log` option, which a generic client hides.
  (client as unknown as QueryEvents).$on('query', (event) => {
    onQuery(event.query);
  });
  return client;
}

import { PrismaPg } from '@prisma/adapter-pg';
import { POOL_OPTIONS } from '@techally/database';
import { PrismaClient } from './generated/prisma/client.js';
import type { Prisma } from './generated/prisma/client.js';

/** The domain's database client, or a transaction of it. */
export type Database = PrismaClient;
export type Transaction = Prisma.TransactionClient;

export interface DatabaseOptions {
  readonly databaseUrl: string;
  /** Told of every SQL statement. */
  readonly onQuery?: ((sql: string) => void) | undefined;
}

/** Milliseconds; messages about one order wait for each other's locks, and the last in the queue must not be cut off. */
const TRANSACTION_OPTIONS = { maxWait: 2_000, timeout: 10_000 };

/** Opens a pool of at most 20 connections to the domain's database. */
export function createDatabase({ databaseUrl, onQuery }: DatabaseOptions): Database {
  const adapter = new PrismaPg({ connectionString: databaseUrl, ...POOL_OPTIONS });
  if (onQuery === undefined) return new PrismaClient({ adapter, transactionOptions: TRANSACTION_OPTIONS });
  const client = new PrismaClient({
    adapter,
    transactionOptions: TRANSACTION_OPTIONS,
    log: [{ emit: 'event', level: 'query' }],
  });
  client.$on('query', (event) => {
    onQuery(event.query);
  });
  return client;
}

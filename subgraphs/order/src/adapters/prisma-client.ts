import { connectPrisma } from '@techally/database';
import type { PrismaConnection } from '@techally/database';
import { PrismaClient } from './generated/prisma/client.js';
import type { Prisma } from './generated/prisma/client.js';

/** The domain's database client, or a transaction of it. */
export type Database = PrismaClient;
export type Transaction = Prisma.TransactionClient;

/** Milliseconds; messages about one order wait for each other's locks, and the last in the queue must not be cut off. */
const TRANSACTION_OPTIONS = { maxWait: 2_000, timeout: 10_000 };

/** Opens a pool of at most 20 connections to the domain's database. */
export function createDatabase(connection: PrismaConnection): Database {
  return connectPrisma(
    (settings) => new PrismaClient({ ...settings, transactionOptions: TRANSACTION_OPTIONS }),
    connection,
  );
}

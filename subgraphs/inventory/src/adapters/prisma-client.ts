import { connectPrisma } from '@techally/database';
import type { PrismaConnection } from '@techally/database';
import { PrismaClient } from './generated/prisma/client.js';
import type { Prisma } from './generated/prisma/client.js';

/** The domain's database client, or a transaction of it. */
export type Database = PrismaClient;
export type Transaction = Prisma.TransactionClient;

/** Opens a pool of at most 20 connections to the domain's database. */
export function createDatabase(connection: PrismaConnection): Database {
  return connectPrisma((settings) => new PrismaClient(settings), connection);
}

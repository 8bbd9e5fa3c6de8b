import type { UnitOfWork } from '../ports/inventory-transaction.js';
import { createPrismaInventoryTransaction } from './prisma-inventory-transaction.js';
import type { Database } from './prisma-client.js';

/** Opens transactions in PostgreSQL. */
export function createPrismaUnitOfWork(database: Database): UnitOfWork {
  return { transact: (work) => database.$transaction((tx) => work(createPrismaInventoryTransaction(tx))) };
}

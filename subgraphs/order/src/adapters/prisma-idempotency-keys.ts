import type { IdempotencyKeys } from '../ports/order-transactions.js';
import type { IdempotencyKeyStore } from '../ports/idempotency-key-store.js';
import type { Database, Transaction } from './prisma-client.js';

/** The idempotency keys of a Prisma transaction. */
export function createPrismaIdempotencyKeys(tx: Transaction): IdempotencyKeys {
  return {
    async take(request) {
      // ON CONFLICT DO NOTHING waits for a transaction that is writing the same key.
      const { count } = await tx.idempotentRequest.createMany({ data: [request], skipDuplicates: true });
      if (count === 1) return null;
      const { actorId, idempotencyKey } = request;
      const { requestHash } = await tx.idempotentRequest.findUniqueOrThrow({
        where: { actorId_idempotencyKey: { actorId, idempotencyKey } },
        select: { requestHash: true },
      });
      return requestHash;
    },
  };
}

/** The idempotency keys of all transactions. */
export function createPrismaIdempotencyKeyStore(database: Database): IdempotencyKeyStore {
  return {
    async deleteOlder(before) {
      const { count } = await database.idempotentRequest.deleteMany({ where: { createdAt: { lt: before } } });
      return count;
    },
  };
}

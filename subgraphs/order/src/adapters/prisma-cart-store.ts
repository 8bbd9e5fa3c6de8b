import { randomUUID } from 'node:crypto';
import type { CartOwner, CartStore } from '../ports/cart-store.js';
import { readLines, writeLines } from './cart-row.js';
import type { Database, Transaction } from './prisma-client.js';

/** Carts in PostgreSQL. */
export function createPrismaCartStore(database: Database): CartStore {
  return {
    async find(owner) {
      const where = owner.kind === 'user' ? { userId: owner.userId } : { tokenHash: owner.tokenHash };
      const cart = await database.cart.findUnique({ where, select: { id: true } });
      return cart && { id: cart.id, lines: await readLines(database, cart.id) };
    },

    async change(owner, missing, change) {
      return database.$transaction(async (tx) => {
        const id = missing === 'create' ? await createOrLock(tx, owner) : await lock(tx, owner);
        if (id === null) return null;
        const before = await readLines(tx, id);
        const lines = change(before);
        await writeLines(tx, id, before, lines);
        return { id, lines };
      });
    },

    async merge(userId, guestTokenHash, merge) {
      return database.$transaction(async (tx) => {
        // Own cart first: two merges of one user come one after the other, whichever guest carts they are about.
        const id = await createOrLock(tx, { kind: 'user', userId });
        const guestId = await lock(tx, { kind: 'guest', tokenHash: guestTokenHash });
        if (guestId === null) return null;
        const before = await readLines(tx, id);
        const lines = merge(before, await readLines(tx, guestId));
        await writeLines(tx, id, before, lines);
        await tx.cart.delete({ where: { id: guestId }, select: { id: true } });
        return { id, lines };
      });
    },

    async deleteAbandoned(before) {
      const { count } = await database.cart.deleteMany({
        where: { userId: null, updatedAt: { lt: before } },
      });
      return count;
    },
  };
}

/** Locks a cart by touching it. */
async function lock(tx: Transaction, owner: CartOwner): Promise<string | null> {
  const rows =
    owner.kind === 'user'
      ? await tx.$queryRaw<
          { id: string }[]
        >`UPDATE carts SET updated_at = now() WHERE user_id = ${owner.userId}::uuid RETURNING id`
      : await tx.$queryRaw<
          { id: string }[]
        >`UPDATE carts SET updated_at = now() WHERE token_hash = ${owner.tokenHash} RETURNING id`;
  return rows[0]?.id ?? null;
}

/** One statement that makes the cart or locks it, so that two first changes at once make one cart. */
async function createOrLock(tx: Transaction, owner: CartOwner): Promise<string> {
  const id = randomUUID();
  const rows =
    owner.kind === 'user'
      ? await tx.$queryRaw<{ id: string }[]>`
          INSERT INTO carts (id, user_id) VALUES (${id}::uuid, ${owner.userId}::uuid)
          ON CONFLICT (user_id) DO UPDATE SET updated_at = now() RETURNING id`
      : await tx.$queryRaw<{ id: string }[]>`
          INSERT INTO carts (id, token_hash) VALUES (${id}::uuid, ${owner.tokenHash})
          ON CONFLICT (token_hash) DO UPDATE SET updated_at = now() RETURNING id`;
  return rows[0]?.id ?? id;
}

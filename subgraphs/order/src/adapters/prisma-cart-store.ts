import { randomUUID } from 'node:crypto';
import type { Cart } from '../domain/cart.js';
import type { CartOwner, CartStore, CartWithProducts } from '../ports/cart-store.js';
import { linesOf, productsOf, readLines, readLinesAndProduct, writeLines } from './cart-row.js';
import { Prisma } from './generated/prisma/client.js';
import type { Database, Transaction } from './prisma-client.js';

/** Carts in PostgreSQL. */
export function createPrismaCartStore(database: Database): CartStore {
  return {
    async find(owner) {
      const [cart] = await database.$queryRaw<Cart[]>`
        SELECT c.id, ${linesOf(CART_ID)} AS lines FROM carts c WHERE ${isOwnedBy(owner)}`;
      return cart ?? null;
    },

    async findWithProducts(owner) {
      const [cart] = await database.$queryRaw<CartWithProducts[]>`
        SELECT c.id, ${linesOf(CART_ID)} AS lines, ${productsOf(CART_ID)} AS products
        FROM carts c WHERE ${isOwnedBy(owner)}`;
      return cart ?? null;
    },

    async change(owner, { missing, productId = null }, change) {
      return database.$transaction(async (tx) => {
        const id = missing === 'create' ? await createOrLock(tx, owner) : await lock(tx, owner);
        if (id === null) return null;
        const { lines: before, product } = await readLinesAndProduct(tx, id, productId);
        const lines = change(before, product);
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

const CART_ID = Prisma.sql`c.id`;

/** The condition for the one row of `carts c` that is an owner's. */
function isOwnedBy(owner: CartOwner): Prisma.Sql {
  return owner.kind === 'user'
    ? Prisma.sql`c.user_id = ${owner.userId}::uuid`
    : Prisma.sql`c.token_hash = ${owner.tokenHash}`;
}

/** Locks a cart by touching it. */
async function lock(tx: Transaction, owner: CartOwner): Promise<string | null> {
  const [cart] = await tx.$queryRaw<{ id: string }[]>`
    UPDATE carts c SET updated_at = now() WHERE ${isOwnedBy(owner)} RETURNING c.id`;
  return cart?.id ?? null;
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

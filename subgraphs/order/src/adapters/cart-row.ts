import type { CartLine } from '../domain/cart.js';
import type { CartItem as CartItemRow } from './generated/prisma/client.js';
import type { Transaction } from './prisma-client.js';

/** The order of a cart's lines: as they were put in. */
const LINE_ORDER = [{ createdAt: 'asc' as const }, { id: 'asc' as const }];

/** Reads the lines of a cart. */
export async function readLines(
  tx: Pick<Transaction, 'cartItem'>,
  cartId: string,
): Promise<readonly CartLine[]> {
  const rows = await tx.cartItem.findMany({ where: { cartId }, orderBy: LINE_ORDER });
  return rows.map(lineOfRow);
}

/** Writes what is different between the lines of a cart; the caller holds the cart's lock. */
export async function writeLines(
  tx: Pick<Transaction, 'cartItem'>,
  cartId: string,
  before: readonly CartLine[],
  after: readonly CartLine[],
): Promise<void> {
  const present = new Map(before.map((line) => [line.productId, line]));
  const kept = new Set(after.map((line) => line.productId));
  const removed = before.filter((line) => !kept.has(line.productId)).map((line) => line.productId);
  if (removed.length > 0) await tx.cartItem.deleteMany({ where: { cartId, productId: { in: removed } } });

  const added: CartLine[] = [];
  for (const line of after) {
    const old = present.get(line.productId);
    if (old === undefined) {
      added.push(line);
    } else if (old.quantity !== line.quantity || old.unitPriceCents !== line.unitPriceCents) {
      const { productId, quantity, unitPriceCents } = line;
      await tx.cartItem.updateMany({ where: { cartId, productId }, data: { quantity, unitPriceCents } });
    }
  }
  if (added.length > 0) await tx.cartItem.createMany({ data: added.map((line) => ({ cartId, ...line })) });
}

function lineOfRow({ productId, quantity, unitPriceCents }: CartItemRow): CartLine {
  return { productId, quantity, unitPriceCents: Number(unitPriceCents) };
}

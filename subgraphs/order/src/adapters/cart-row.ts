import type { CartLine } from '../domain/cart.js';
import type { CatalogueProduct } from '../domain/catalogue-product.js';
import { Prisma } from './generated/prisma/client.js';
import type { Transaction } from './prisma-client.js';
import { PRODUCT_COLUMNS } from './product-row.js';

// Raw, so that a cart is read and written by one statement each. As JSON, a row has the form of the domain's own types.

/** The lines of a cart as JSON, in the order in which they were put in. */
export function linesOf(cartId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    SELECT coalesce(json_agg(json_build_object(
      'productId', i.product_id, 'quantity', i.quantity, 'unitPriceCents', i.unit_price_cents
    ) ORDER BY i.created_at, i.id), '[]')
    FROM cart_items i WHERE i.cart_id = ${cartId})`;
}

/** The products of a cart as JSON. */
export function productsOf(cartId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    SELECT coalesce(json_agg(r), '[]') FROM (
      SELECT ${PRODUCT_COLUMNS} FROM cart_items i JOIN products p ON p.id = i.product_id WHERE i.cart_id = ${cartId}
    ) AS r)`;
}

/** Reads the lines of a cart, after its lock was taken: see `read-belongings.ts`. */
export async function readLines(tx: Transaction, cartId: string): Promise<readonly CartLine[]> {
  const [row] = await tx.$queryRaw<{ readonly lines: readonly CartLine[] }[]>`
    SELECT ${linesOf(Prisma.sql`${cartId}::uuid`)} AS lines`;
  return row?.lines ?? [];
}

/** The same with one product, whether it is in the cart or not; null when it is not known. */
export async function readLinesAndProduct(tx: Transaction, cartId: string, productId: string | null) {
  const [row] = await tx.$queryRaw<
    { readonly lines: readonly CartLine[]; readonly product: CatalogueProduct | null }[]
  >`
    SELECT ${linesOf(Prisma.sql`${cartId}::uuid`)} AS lines,
      (SELECT to_json(r) FROM (SELECT ${PRODUCT_COLUMNS} FROM products p WHERE p.id = ${productId}::uuid) AS r) AS product`;
  return row ?? { lines: [], product: null };
}

/** The same with the products of all lines. */
export async function readLinesWithProducts(tx: Transaction, cartId: string) {
  const id = Prisma.sql`${cartId}::uuid`;
  const [row] = await tx.$queryRaw<
    { readonly lines: readonly CartLine[]; readonly products: readonly CatalogueProduct[] }[]
  >`SELECT ${linesOf(id)} AS lines, ${productsOf(id)} AS products`;
  return row ?? { lines: [], products: [] };
}

/** Writes what is different between the lines of a cart; the caller holds the cart's lock. */
export async function writeLines(
  tx: Transaction,
  cartId: string,
  before: readonly CartLine[],
  after: readonly CartLine[],
): Promise<void> {
  const present = new Map(before.map((line) => [line.productId, line]));
  const kept = new Set(after.map((line) => line.productId));
  const removed = before.map((line) => line.productId).filter((productId) => !kept.has(productId));
  const changed = after.filter((line) => {
    const old = present.get(line.productId);
    return old?.quantity !== line.quantity || old.unitPriceCents !== line.unitPriceCents;
  });
  if (removed.length + changed.length === 0) return;
  // The time is that of the statement, not of the transaction, which may have waited for the lock: lines are in the
  // order of their times.
  await tx.$executeRaw`
    WITH removed AS (
      DELETE FROM cart_items WHERE cart_id = ${cartId}::uuid AND product_id = ANY(${removed}::uuid[])
    )
    INSERT INTO cart_items (id, cart_id, product_id, quantity, unit_price_cents, created_at, updated_at)
    SELECT gen_random_uuid(), ${cartId}::uuid, "productId", quantity, "unitPriceCents", statement_timestamp(), statement_timestamp()
    FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb)
      AS line ("productId" uuid, quantity int, "unitPriceCents" bigint)
    ON CONFLICT (cart_id, product_id) DO UPDATE
    SET quantity = excluded.quantity, unit_price_cents = excluded.unit_price_cents, updated_at = excluded.updated_at`;
}

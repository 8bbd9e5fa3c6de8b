import type { Client } from '@techally/client';
import { ProductsDocument } from '@techally/client-storefront';
import { centsFromDecimal } from '@techally/money';

const PAGE = 100;

/** Reads the catalogue price of every product, in cents by UUID, as any visitor sees it. */
export async function readPrices(visitor: Client): Promise<ReadonlyMap<string, number>> {
  const prices = new Map<string, number>();
  let after: string | null = null;
  do {
    const { products }: Awaited<ReturnType<typeof page>> = await page(visitor, after);
    for (const { node } of products.edges) prices.set(node.id, centsFromDecimal(node.price.amount));
    after = products.pageInfo.hasNextPage ? (products.pageInfo.endCursor ?? null) : null;
  } while (after !== null);
  return prices;
}

function page(visitor: Client, after: string | null) {
  return visitor.request(ProductsDocument, { first: PAGE, after });
}

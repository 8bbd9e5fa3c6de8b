import type { Client } from '@techally/client';
import { SalesStatisticsDocument } from '@techally/client-admin';
import { centsFromDecimal } from '@techally/money';

/** What the shop says it has sold of one product. */
export interface ProductSales {
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  readonly category: string;
  readonly subCategory: string;
  readonly units: number;
  readonly revenueCents: number;
}

const PAGE = 100;

/** Reads the shop's sales of every product, as an administrator sees them. */
export async function readSales(admin: Client): Promise<readonly ProductSales[]> {
  const sales: ProductSales[] = [];
  let after: string | null = null;
  do {
    const { salesStatistics }: Awaited<ReturnType<typeof page>> = await page(admin, after);
    for (const { node } of salesStatistics.byProduct.edges) {
      sales.push({
        productId: node.product.id,
        sku: node.product.sku,
        name: node.product.name,
        category: node.product.category.parent?.name ?? '',
        subCategory: node.product.category.name,
        units: node.units,
        revenueCents: centsFromDecimal(node.revenue.amount),
      });
    }
    const { hasNextPage, endCursor } = salesStatistics.byProduct.pageInfo;
    after = hasNextPage ? (endCursor ?? null) : null;
  } while (after !== null);
  return sales;
}

function page(admin: Client, after: string | null) {
  return admin.request(SalesStatisticsDocument, { first: PAGE, after });
}

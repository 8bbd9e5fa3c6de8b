import type { PageRequest } from '@techally/subgraph-kit';

/** The name of the one order of a sales report (by product id); part of every cursor. */
export const SALES_ORDER = 'SALES_BY_PRODUCT';

/** When the orders were placed; absent means any time. */
export interface SalesPeriod {
  /** Inclusive. */
  readonly from?: Date;
  /** Exclusive. */
  readonly to?: Date;
}

export interface SalesTotals {
  readonly orders: number;
  readonly units: number;
  readonly revenueCents: number;
}

export interface ProductSales {
  readonly productId: string;
  /** The name that the product has now, or had when it was sold last. */
  readonly productName: string;
  readonly units: number;
  readonly revenueCents: number;
}

/** Sums up what was sold: orders that are CONFIRMED, SHIPPED or DELIVERED. Shipping is not part of any revenue. */
export interface SalesReport {
  totals(period: SalesPeriod): Promise<SalesTotals>;
  /** Up to `page.limit + 1` products, by id. */
  products(period: SalesPeriod, page: PageRequest): Promise<readonly ProductSales[]>;
  countProducts(period: SalesPeriod): Promise<number>;
}

import { agreedField } from './agreed-field.js';
import { groupLines } from './group-lines.js';
import type { LineGroup } from './group-lines.js';
import { superstoreCustomerId } from './superstore-customers.js';
import type { SuperstoreLine } from './superstore-lines.js';
import { superstoreProductId } from './superstore-products.js';
import { SuperstoreTableError } from './superstore-table-error.js';

export interface SuperstoreAddress {
  /** Always {@link STREET}: the table has no street. */
  readonly street: string;
  readonly city: string;
  /** The full name, e.g. `Kentucky`. */
  readonly state: string;
  /** Five digits. */
  readonly postalCode: string;
  readonly country: 'United States';
  /** ISO 3166-1 alpha-2. */
  readonly countryCode: 'US';
  /** `Central`, `East`, `South` or `West`. */
  readonly region: string;
}

export interface SuperstoreOrderLine {
  /** The table's row id. */
  readonly row: number;
  /** The id of a `SuperstoreProduct`. */
  readonly productId: string;
  readonly quantity: number;
}

export interface SuperstoreOrder {
  /** The order id as in the table, e.g. `CA-2016-152156`: unique, so fit for an idempotency key. */
  readonly sourceId: string;
  /** The id of a `SuperstoreCustomer`. */
  readonly customerId: string;
  /** `YYYY-MM-DD`. */
  readonly orderDate: string;
  /** `Standard Class`, `Second Class`, `First Class` or `Same Day`. */
  readonly shipMode: string;
  readonly shippingAddress: SuperstoreAddress;
  /** As in the table: 8 orders name the same product on two lines. */
  readonly lines: readonly SuperstoreOrderLine[];
  /** The lines as a cart holds them, one entry per product id. */
  readonly quantityByProduct: ReadonlyMap<string, number>;
}

interface IdLookup {
  readonly product: typeof superstoreProductId;
  readonly customer: typeof superstoreCustomerId;
}

/** Stands in for the street line of every address, which the table does not have. */
export const STREET = '1 Main Street';

/**
 * The orders by order date, then by order id.
 * Throws {@link SuperstoreTableError} when the lines of an order disagree on anything but product, quantity and price.
 */
export function superstoreOrders(lines: readonly SuperstoreLine[]): SuperstoreOrder[] {
  const ids: IdLookup = {
    // 9,994 lines name 1,894 products and 793 customers: each id is hashed once.
    product: remember(superstoreProductId),
    customer: remember(superstoreCustomerId),
  };
  const orders = [...groupLines(lines, (line) => line.orderId).values()].map((group) => toOrder(group, ids));
  return orders.sort((a, b) => compare(a.orderDate, b.orderDate) || compare(a.sourceId, b.sourceId));
}

function toOrder(group: LineGroup, ids: IdLookup): SuperstoreOrder {
  const { orderId: sourceId } = group[0];
  const lines = group.map(({ row, productId, productName, quantity }) => ({
    row,
    productId: ids.product(productId, productName),
    quantity,
  }));
  const quantityByProduct = new Map<string, number>();
  for (const { productId, quantity } of lines) {
    quantityByProduct.set(productId, (quantityByProduct.get(productId) ?? 0) + quantity);
  }
  return {
    sourceId,
    customerId: ids.customer(agreedField(group, 'customerId')),
    orderDate: agreedField(group, 'orderDate'),
    shipMode: agreedField(group, 'shipMode'),
    shippingAddress: toAddress(group),
    lines,
    quantityByProduct,
  };
}

function toAddress(group: LineGroup): SuperstoreAddress {
  const country = agreedField(group, 'country');
  if (country !== 'United States')
    throw new SuperstoreTableError(`"${country}" has no country code.`, group[0].row);
  return {
    street: STREET,
    city: agreedField(group, 'city'),
    state: agreedField(group, 'state'),
    postalCode: agreedField(group, 'postalCode'),
    country,
    countryCode: 'US',
    region: agreedField(group, 'region'),
  };
}

/** The same function, computed once per list of arguments. */
function remember<Args extends readonly string[]>(
  compute: (...args: Args) => string,
): (...args: Args) => string {
  const known = new Map<string, string>();
  return (...args) => {
    const key = args.join('\n');
    const value = known.get(key) ?? compute(...args);
    known.set(key, value);
    return value;
  };
}

/** By code unit, so that the order is the same under every locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import type { Order, OrderFailure, OrderItem, ShippingAddress } from '../domain/order.js';
import { columnsAsFields, fieldsOf } from './columns.js';
import type { Order as OrderRow, OrderItem as OrderItemRow } from './generated/prisma/client.js';
import { Prisma } from './generated/prisma/client.js';
import type { JsonRow } from './json-row.js';
import { createRowWriter } from './row-writer.js';

/** The columns of `orders o` that {@link orderOfRow} reads, under the names of the Prisma model. */
export const ORDER_COLUMNS = columnsAsFields(
  fieldsOf(Prisma.OrderScalarFieldEnum, 'idempotencyKey', 'requestHash'),
  'o',
);

/** The columns of `order_items i`, under the names of the Prisma model. */
export const ITEM_COLUMNS = columnsAsFields(fieldsOf(Prisma.OrderItemScalarFieldEnum), 'i');

/** Writes new orders; the database gives them their numbers. */
export const NEW_ORDERS = createRowWriter('orders', [
  'id',
  'userId',
  'subtotalCents',
  'shippingCostCents',
  'taxCents',
  'discountCents',
  'totalCents',
  'currencyCode',
  'shippingAddress',
  'idempotencyKey',
  'requestHash',
  'createdAt',
  'updatedAt',
]);

/** Writes what of an order changes. */
export const CHANGED_ORDERS = createRowWriter('orders', [
  'status',
  'refundedCents',
  'failureCode',
  'failureMessage',
  'updatedAt',
]);

/** Writes items. */
export const ITEMS = createRowWriter('order_items', fieldsOf(Prisma.OrderItemScalarFieldEnum));

/** Writes entries of the timeline. */
export const TIMELINE = createRowWriter('order_events', ['orderId', 'status', 'at', 'note']);

/** Reads a row of the `orders` table. */
export function orderOfRow(row: Omit<OrderRow, 'idempotencyKey' | 'requestHash'>): Order {
  return {
    id: row.id,
    sequence: Number(row.sequence),
    userId: row.userId,
    status: row.status,
    subtotalCents: Number(row.subtotalCents),
    shippingCostCents: Number(row.shippingCostCents),
    taxCents: Number(row.taxCents),
    discountCents: Number(row.discountCents),
    totalCents: Number(row.totalCents),
    refundedCents: Number(row.refundedCents),
    currencyCode: row.currencyCode,
    // Written by this domain only, at checkout.
    shippingAddress: row.shippingAddress as unknown as ShippingAddress,
    failure: failureOfRow(row),
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

/** The columns of an order that change. */
export function columnsOfOrder({ id, status, refundedCents, failure }: Order) {
  return { id, status, refundedCents, ...columnsOfFailure(failure) };
}

/** Reads a row of the `order_items` table. */
export function itemOfRow({
  id,
  orderId,
  productId,
  productName,
  unitPriceCents,
  quantity,
}: OrderItemRow | JsonRow<OrderItemRow>): OrderItem {
  return { id, orderId, productId, productName, unitPriceCents: Number(unitPriceCents), quantity };
}

/** Reads the two columns of a failure. */
export function failureOfRow(row: {
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
}): OrderFailure | null {
  return row.failureCode === null ? null : { code: row.failureCode, message: row.failureMessage ?? '' };
}

/** The two columns of a failure. */
export function columnsOfFailure(failure: OrderFailure | null) {
  return { failureCode: failure?.code ?? null, failureMessage: failure?.message ?? null };
}

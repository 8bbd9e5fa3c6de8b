import type { Order, OrderFailure, OrderItem, ShippingAddress } from '../domain/order.js';
import type { Order as OrderRow, OrderItem as OrderItemRow } from './generated/prisma/client.js';
import { Prisma } from './generated/prisma/client.js';

/** The columns of `orders o` under the names of the Prisma model. */
export const ORDER_COLUMNS = Prisma.sql`o.id, o.sequence, o.user_id AS "userId", o.status::text AS status,
  o.subtotal_cents AS "subtotalCents", o.shipping_cost_cents AS "shippingCostCents", o.tax_cents AS "taxCents",
  o.discount_cents AS "discountCents", o.total_cents AS "totalCents", o.refunded_cents AS "refundedCents",
  o.currency_code AS "currencyCode", o.shipping_address AS "shippingAddress", o.failure_code AS "failureCode",
  o.failure_message AS "failureMessage", o.version, o.created_at AS "createdAt", o.updated_at AS "updatedAt"`;

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

/** Reads a row of the `order_items` table. */
export function itemOfRow({
  id,
  orderId,
  productId,
  productName,
  unitPriceCents,
  quantity,
}: OrderItemRow): OrderItem {
  return { id, orderId, productId, productName, unitPriceCents: Number(unitPriceCents), quantity };
}

/** Reads the two columns of a failure. */
export function failureOfRow(row: {
  failureCode: string | null;
  failureMessage: string | null;
}): OrderFailure | null {
  return row.failureCode === null ? null : { code: row.failureCode, message: row.failureMessage ?? '' };
}

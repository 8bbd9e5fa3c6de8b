import { insertIntoOutbox } from '@techally/messaging';
import type { Order, OrderItem } from '../domain/order.js';
import type { NewOrder, OrderChanges, OrderRows } from '../ports/order-transactions.js';
import type { Order as OrderRow } from './generated/prisma/client.js';
import { Prisma } from './generated/prisma/client.js';
import {
  CHANGED_ORDERS,
  columnsOfOrder,
  ITEMS,
  NEW_ORDERS,
  ORDER_COLUMNS,
  orderOfRow,
  TIMELINE,
} from './order-row.js';
import type { Transaction } from './prisma-client.js';
import { CHANGED_SAGAS, columnsOfSaga, NEW_SAGAS, SAGA_EVENTS } from './saga-row.js';
import { CHANGED_SHIPMENTS, NEW_SHIPMENTS } from './shipment-row.js';

// Raw, because Prisma makes a statement for each table, each with a round trip of its own. The parts of one statement
// (WITH) all see what was there before it, and are carried out in no order that could be relied on, so no two of them
// write the same row. Foreign keys are checked when all are done.

/** Writes an order and its items, and empties the cart that it is made of. */
export async function insertOrder(
  tx: Transaction,
  order: NewOrder,
  items: readonly OrderItem[],
): Promise<Order> {
  const now = new Date();
  const lines = items.map((item, position) => ({ ...item, position, createdAt: now }));
  const [row] = await tx.$queryRaw<OrderRow[]>`
    WITH o AS (${NEW_ORDERS.insert([{ ...order, updatedAt: now }])} RETURNING *),
      items AS (${ITEMS.insert(lines)}),
      emptied AS (DELETE FROM cart_items WHERE cart_id = ${order.cartId}::uuid)
    SELECT ${ORDER_COLUMNS} FROM o`;
  if (row === undefined) throw new Error('PostgreSQL returned no row of an order that it inserted.');
  return orderOfRow(row);
}

/** Writes the saga of a new order, and what it begins with. */
export async function insertSaga(tx: Transaction, changes: OrderChanges): Promise<void> {
  const now = new Date();
  const sagas = [{ ...columnsOfSaga(changes.saga), updatedAt: now }];
  await tx.$executeRaw`WITH saga AS (${NEW_SAGAS.insert(sagas)}), ${appended(changes)}`;
}

/** Writes what is different; the caller holds the order's lock. */
export async function updateOrder(tx: Transaction, before: OrderRows, after: OrderChanges): Promise<void> {
  const now = new Date();
  const order = after.order === before.order ? null : { ...columnsOfOrder(after.order), updatedAt: now };
  const saga = after.saga === before.saga ? null : { ...columnsOfSaga(after.saga), updatedAt: now };
  const shipment =
    after.shipment === null || after.shipment === before.shipment
      ? null
      : { ...after.shipment, updatedAt: now };
  const appends = [after.timeline, after.history, after.messages].some((rows) => rows.length > 0);
  if (order === null && saga === null && shipment === null && !appends) return;

  const isNew = before.shipment === null;
  const shipmentChanges = Prisma.sql`${NEXT_VERSION}${carrierCheck(before, after)}`;
  await tx.$executeRaw`
    WITH changed_order AS (${CHANGED_ORDERS.update(order, NEXT_VERSION)}),
      changed_saga AS (${CHANGED_SAGAS.update(saga)}),
      changed_shipment AS (${CHANGED_SHIPMENTS.update(isNew ? null : shipment, shipmentChanges)}),
      new_shipment AS (${NEW_SHIPMENTS.insert(isNew && shipment !== null ? [shipment] : [])}),
      ${appended(after)}`;
}

const NEXT_VERSION = Prisma.sql`, version = old.version + 1`;

/** The queue of shipments writes this column, too, without the order's lock: it is left alone if it does not change. */
function carrierCheck(before: OrderRows, after: OrderChanges): Prisma.Sql {
  const next = after.shipment?.carrierCheckAt ?? null;
  const changes = next !== before.shipment?.carrierCheckAt;
  return Prisma.sql`, carrier_check_at =
    CASE WHEN ${changes}::boolean THEN ${next?.toISOString() ?? null}::timestamptz ELSE old.carrier_check_at END`;
}

/** The end of a statement: what is appended to the timeline, to the saga's history and to the outbox. */
function appended({ order, saga, timeline, history, messages }: OrderChanges): Prisma.Sql {
  return Prisma.sql`
    timeline AS (${TIMELINE.insert(timeline.map((entry) => ({ ...entry, orderId: order.id })))}),
    history AS (${SAGA_EVENTS.insert(history.map((event) => ({ ...event, sagaId: saga.id })))})
    ${insertIntoOutbox(Prisma.sql, messages)}`;
}

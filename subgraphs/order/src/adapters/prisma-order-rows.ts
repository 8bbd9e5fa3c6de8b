import { appendToOutbox } from '@techally/messaging';
import type { ShippingAddress } from '../domain/order.js';
import type { Shipment } from '../domain/shipment.js';
import type { LockableOrders, OrderChanges, OrderRows } from '../ports/order-transactions.js';
import { DuplicateCheckoutError } from '../ports/order-transactions.js';
import type { Order as OrderRow, Prisma } from './generated/prisma/client.js';
import { isUniqueViolation } from './is-unique-violation.js';
import { itemOfRow, ORDER_COLUMNS, orderOfRow } from './order-row.js';
import type { Transaction } from './prisma-client.js';
import { columnsOfSaga, sagaOfRow } from './saga-row.js';

/**
 * The orders of a Prisma transaction. Everything that belongs to an order is read after its row is locked, in
 * statements of its own, so that it is what the last holder of the lock has left.
 *
 * @param onSaved told of what is written, before it is committed
 */
export function createPrismaOrderRows(
  tx: Transaction,
  onSaved: (changes: OrderChanges) => void,
): LockableOrders {
  /** @param locked the order's row as the statement that locked it returned it, which is its latest version */
  async function load(locked: readonly OrderRow[]): Promise<OrderRows | null> {
    const [row] = locked;
    if (row === undefined) return null;
    const where = { orderId: row.id };
    // One after the other: a transaction has one connection, and an `include` would send its queries at once.
    const items = await tx.orderItem.findMany({ where, orderBy: { position: 'asc' } });
    const saga = await tx.saga.findUniqueOrThrow({ where });
    const shipment = await tx.shipment.findUnique({ where });
    return { order: orderOfRow(row), items: items.map(itemOfRow), saga: sagaOfRow(saga), shipment };
  }

  async function append({ order, saga, timeline, history, messages }: OrderChanges): Promise<void> {
    if (timeline.length > 0)
      await tx.orderEvent.createMany({ data: timeline.map((entry) => ({ ...entry, orderId: order.id })) });
    if (history.length > 0)
      await tx.sagaEvent.createMany({ data: history.map((event) => ({ ...event, sagaId: saga.id })) });
    await appendToOutbox(tx, messages);
  }

  async function saveShipment(before: Shipment | null, after: Shipment | null): Promise<void> {
    if (after === before || after === null) return;
    const { id, status, carrier, trackingNumber, shippedAt, deliveredAt, returnedAt, carrierCheckAt } = after;
    const data = {
      status,
      carrier,
      trackingNumber,
      shippedAt,
      deliveredAt,
      returnedAt,
      // The queue of shipments writes it, too, without the order's lock.
      ...(carrierCheckAt === before?.carrierCheckAt ? {} : { carrierCheckAt }),
    };
    if (before === null)
      await tx.shipment.createMany({
        data: { id, orderId: after.orderId, createdAt: after.createdAt, ...data },
      });
    else await tx.shipment.updateMany({ where: { id }, data: { ...data, version: { increment: 1 } } });
  }

  return {
    async create({ shippingAddress, ...order }, items, begin) {
      let row;
      try {
        row = await tx.order.create({ data: { ...order, shippingAddress: jsonOf(shippingAddress) } });
      } catch (error) {
        if (isUniqueViolation(error))
          throw new DuplicateCheckoutError('There is an order of this key.', { cause: error });
        throw error;
      }
      await tx.orderItem.createMany({ data: items.map((item, position) => ({ ...item, position })) });
      const changes = begin(orderOfRow(row));
      const { id, orderId, correlationId, createdAt } = changes.saga;
      await tx.saga.createMany({
        data: { id, orderId, correlationId, createdAt, ...columnsOfSaga(changes.saga) },
      });
      await append(changes);
      onSaved(changes);
    },

    async lock(orderId) {
      return load(
        await tx.$queryRaw`SELECT ${ORDER_COLUMNS} FROM orders o WHERE o.id = ${orderId}::uuid FOR UPDATE`,
      );
    },

    async lockIfFree(orderId) {
      return load(
        await tx.$queryRaw`SELECT ${ORDER_COLUMNS} FROM orders o WHERE o.id = ${orderId}::uuid FOR UPDATE SKIP LOCKED`,
      );
    },

    async lockByShipment(shipmentId) {
      return load(
        await tx.$queryRaw`
          SELECT ${ORDER_COLUMNS} FROM orders o
          WHERE o.id = (SELECT s.order_id FROM shipments s WHERE s.id = ${shipmentId}::uuid) FOR UPDATE`,
      );
    },

    async lockBySaga(sagaId) {
      return load(
        await tx.$queryRaw`
          SELECT ${ORDER_COLUMNS} FROM orders o
          WHERE o.id = (SELECT s.order_id FROM sagas s WHERE s.id = ${sagaId}::uuid) FOR UPDATE`,
      );
    },

    async save(before, after) {
      const { order, saga } = after;
      if (order !== before.order) {
        const { status, refundedCents, failure } = order;
        await tx.order.updateMany({
          where: { id: order.id },
          data: {
            status,
            refundedCents,
            failureCode: failure?.code ?? null,
            failureMessage: failure?.message ?? null,
            version: { increment: 1 },
          },
        });
      }
      if (saga !== before.saga)
        await tx.saga.updateMany({ where: { id: saga.id }, data: columnsOfSaga(saga) });
      await saveShipment(before.shipment, after.shipment);
      await append(after);
      onSaved(after);
    },
  };
}

function jsonOf(address: ShippingAddress): Prisma.InputJsonObject {
  return { ...address };
}

import type { LockableOrders, OrderChanges, OrderRows } from '../ports/order-transactions.js';
import { DuplicateCheckoutError } from '../ports/order-transactions.js';
import type { Order as OrderRow } from './generated/prisma/client.js';
import { isUniqueViolation } from './is-unique-violation.js';
import { ORDER_COLUMNS, orderOfRow } from './order-row.js';
import type { Transaction } from './prisma-client.js';
import { readBelongings } from './read-belongings.js';
import { insertOrder, insertSaga, updateOrder } from './write-order.js';

/**
 * The orders of a Prisma transaction. Everything that belongs to an order is read after its row is locked, by a
 * statement of its own, so that it is what the last holder of the lock has left.
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
    return row === undefined ? null : { order: orderOfRow(row), ...(await readBelongings(tx, row.id)) };
  }

  return {
    async create(order, items, begin) {
      let created;
      try {
        created = await insertOrder(tx, order, items);
      } catch (error) {
        if (isUniqueViolation(error))
          throw new DuplicateCheckoutError('There is an order of this key.', { cause: error });
        throw error;
      }
      const changes = begin(created);
      await insertSaga(tx, changes);
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
      await updateOrder(tx, before, after);
      onSaved(after);
    },
  };
}

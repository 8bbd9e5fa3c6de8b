import type { OrderRows } from '../ports/order-transactions.js';
import type {
  OrderItem as OrderItemRow,
  Saga as SagaRow,
  Shipment as ShipmentRow,
} from './generated/prisma/client.js';
import type { JsonRow } from './json-row.js';
import { ITEM_COLUMNS, itemOfRow } from './order-row.js';
import type { Transaction } from './prisma-client.js';
import { SAGA_COLUMNS, sagaOfJson } from './saga-row.js';
import { SHIPMENT_COLUMNS, shipmentOfJson } from './shipment-row.js';

interface Belongings {
  readonly items: readonly JsonRow<OrderItemRow>[] | null;
  readonly saga: JsonRow<SagaRow> | null;
  readonly shipment: JsonRow<ShipmentRow> | null;
}

/**
 * Reads what belongs to an order, whose lock the caller holds: raw, because Prisma would make three statements of it.
 * It must be a statement of its own after the one that took the lock: a statement sees what was committed when it
 * began, so one that also waited for the lock would return what the last holder found, not what it left.
 */
export async function readBelongings(tx: Transaction, orderId: string): Promise<Omit<OrderRows, 'order'>> {
  const [row] = await tx.$queryRaw<Belongings[]>`
    WITH wanted AS (SELECT ${orderId}::uuid AS id)
    SELECT
      (SELECT json_agg(r ORDER BY r.position)
       FROM (SELECT ${ITEM_COLUMNS} FROM order_items i WHERE i.order_id = wanted.id) AS r) AS items,
      (SELECT to_json(r) FROM (SELECT ${SAGA_COLUMNS} FROM sagas s WHERE s.order_id = wanted.id) AS r) AS saga,
      (SELECT to_json(r) FROM (SELECT ${SHIPMENT_COLUMNS} FROM shipments h WHERE h.order_id = wanted.id) AS r) AS shipment
    FROM wanted`;
  if (row?.saga == null) throw new Error(`Order ${orderId} has no saga.`);
  return {
    items: (row.items ?? []).map(itemOfRow),
    saga: sagaOfJson(row.saga),
    shipment: row.shipment && shipmentOfJson(row.shipment),
  };
}

import { RefundPayment, ReleaseInventory } from '@techally/contracts';
import type { AuditActor } from '@techally/subgraph-kit';
import { ErrorCode, isUuid, refuse } from '@techally/subgraph-kit';
import type { Shipment } from '../domain/shipment.js';
import { SHIPMENT_TRANSITIONS } from '../domain/shipment.js';
import type { OrderStore } from '../ports/order-store.js';
import type { OrderTransaction, OrderTransactions } from '../ports/order-transactions.js';
import { OrderRevision } from './order-revision.js';
import { announceShipment, auditStateOf } from './shipment-reports.js';
import { takeIdempotencyKey } from './take-idempotency-key.js';

export interface ReturnShipmentInput {
  /** 1 to 128 characters, chosen by the administrator. */
  readonly idempotencyKey: string;
  readonly shipmentId: string;
  /** The version that the decision was made from. */
  readonly version: number;
  /** Whether its pieces can be sold again. */
  readonly restock: boolean;
}

/**
 * A parcel that has left came back as a whole: its shipment is RETURNED, what is left of the payment goes back, and its
 * pieces go back into stock if they can be sold again. With an audit record, and once for each idempotency key. Throws a
 * `UserErrorException` for what the input has wrong.
 */
export type ReturnShipment = (actor: AuditActor, input: ReturnShipmentInput) => Promise<Shipment>;

export interface ReturnShipmentDependencies {
  readonly orders: OrderStore;
  readonly transactions: OrderTransactions;
  readonly now: () => Date;
}

export function createReturnShipment({
  orders,
  transactions,
  now,
}: ReturnShipmentDependencies): ReturnShipment {
  function noShipment(): never {
    return refuse(ErrorCode.NOT_FOUND, 'There is no such shipment.', 'shipmentId');
  }

  async function takeBack(tx: OrderTransaction, actor: AuditActor, input: ReturnShipmentInput) {
    const { idempotencyKey, shipmentId, version, restock } = input;
    const isNew = await takeIdempotencyKey(tx, {
      actorId: actor.userId,
      idempotencyKey,
      mutation: 'returnShipment',
      input: [shipmentId, version, restock],
    });
    if (!isNew) return;
    const rows = isUuid(shipmentId) ? await tx.orders.lockByShipment(shipmentId) : null;
    if (rows?.shipment == null) noShipment();
    const { order, shipment } = rows;
    if (shipment.version !== version)
      refuse(ErrorCode.VERSION_CONFLICT, 'Somebody changed the shipment since you read it.', 'version');
    if (!SHIPMENT_TRANSITIONS[shipment.status].includes('RETURNED'))
      refuse(
        ErrorCode.INVALID_STATE,
        `A shipment that is ${shipment.status} cannot come back.`,
        'shipmentId',
      );
    const revision = new OrderRevision(rows, now());
    const returned = reportReturned(revision, shipment, restock);
    revision.audit(actor, {
      action: 'RETURN_SHIPMENT',
      targetId: shipment.id,
      before: auditStateOf(order, shipment),
      after: { ...auditStateOf(revision.order, returned), restock },
    });
    await tx.orders.save(rows, revision);
  }

  return async (actor, input) => {
    await transactions.$transaction((tx) => takeBack(tx, actor, input));
    const [shipment] = await orders.findShipments([input.shipmentId]);
    return shipment ?? noShipment();
  };
}

/** What follows from a parcel that came back. The order is REFUNDED when the payment says that all money is. */
export function reportReturned(revision: OrderRevision, shipment: Shipment, restock: boolean): Shipment {
  const returned = revision.changeShipment(shipment, { status: 'RETURNED' });
  announceShipment(revision, returned);
  revision.note('The parcel came back.');
  const { id: orderId } = revision.order;
  const reason = 'RETURNED';
  // No amount: all that is left, which may be nothing by then. A parcel comes back once, and its key with it.
  revision.send(RefundPayment, { orderId, amount: null, reason, idempotencyKey: `${orderId}:return` });
  // The inventory knows what the order bought, and gives it back once, whatever else asks for it.
  if (restock) revision.send(ReleaseInventory, { orderId, reason });
  return returned;
}

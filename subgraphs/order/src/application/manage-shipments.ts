import type { AuditState } from '@techally/contracts';
import { OrderDelivered, ShipmentUpdated } from '@techally/contracts';
import type { AuditActor } from '@techally/subgraph-kit';
import { ErrorCode, isUuid, refuse } from '@techally/subgraph-kit';
import { orderNumber } from '../domain/order.js';
import type { Order } from '../domain/order.js';
import type { Shipment, ShipmentStatus } from '../domain/shipment.js';
import { SHIPMENT_TRANSITIONS } from '../domain/shipment.js';
import type { OrderStore } from '../ports/order-store.js';
import type { OrderRows, OrderTransactions } from '../ports/order-transactions.js';
import { OrderRevision } from './order-revision.js';
import { takeIdempotencyKey } from './take-idempotency-key.js';

export interface ShipOrder {
  /** 1 to 128 characters, chosen by the administrator. */
  readonly idempotencyKey: string;
  readonly orderId: string;
  readonly carrier: string;
  readonly trackingNumber: string | null;
}

export interface UpdateShipment {
  readonly shipmentId: string;
  /** The version that the change was made from. */
  readonly version: number;
  readonly status?: ShipmentStatus;
  readonly trackingNumber?: string;
}

/** What the warehouse reports, each report with its audit record. Each throws a `UserErrorException` for what the input has wrong. */
export interface ShipmentManagement {
  /** The parcel of a confirmed order has left. The same administrator's second report with the same key changes nothing. */
  ship(actor: AuditActor, input: ShipOrder): Promise<Shipment>;
  /** The parcel is somewhere else, or has another tracking number. */
  update(actor: AuditActor, input: UpdateShipment): Promise<Shipment>;
}

export interface ShipmentManagementDependencies {
  readonly orders: OrderStore;
  readonly transactions: OrderTransactions;
  readonly now: () => Date;
}

export function createShipmentManagement({
  orders,
  transactions,
  now,
}: ShipmentManagementDependencies): ShipmentManagement {
  async function reread(shipmentId: string): Promise<Shipment> {
    const [shipment] = await orders.findShipments([shipmentId]);
    return shipment ?? refuse(ErrorCode.NOT_FOUND, 'There is no such shipment.', 'shipmentId');
  }

  return {
    async ship(actor, { idempotencyKey, orderId, carrier, trackingNumber }) {
      const request = {
        actorId: actor.userId,
        idempotencyKey,
        mutation: 'createShipment',
        input: [orderId, carrier, trackingNumber],
      };
      const shipmentId = await transactions.$transaction(async (tx) => {
        const isNew = await takeIdempotencyKey(tx, request);
        const rows = isUuid(orderId) ? await tx.orders.lock(orderId) : null;
        if (rows === null) refuse(ErrorCode.NOT_FOUND, 'There is no such order.', 'orderId');
        const { order, saga, shipment } = rows;
        if (!isNew && shipment !== null) return shipment.id;
        // An order that is being cancelled may still be CONFIRMED, but its shipment and saga say that it is not to leave.
        if (order.status !== 'CONFIRMED' || saga.state !== 'COMPLETED' || shipment?.status !== 'PENDING') {
          refuse(
            ErrorCode.INVALID_STATE,
            `An order that is ${describeOrder(rows)} cannot be shipped.`,
            'orderId',
          );
        }
        const revision = new OrderRevision(rows, now());
        const shipped = revision.changeShipment(shipment, { status: 'SHIPPED', carrier, trackingNumber });
        announce(revision, shipped);
        revision.moveTo('SHIPPED', `The parcel has left with ${carrier}.`);
        revision.audit(actor, {
          action: 'CREATE_SHIPMENT',
          targetId: shipment.id,
          before: stateOf(order, shipment),
          after: stateOf(revision.order, shipped),
        });
        await tx.orders.save(rows, revision);
        return shipment.id;
      });
      return reread(shipmentId);
    },

    async update(actor, { shipmentId, version, status, trackingNumber }) {
      await transactions.$transaction(async (tx) => {
        const rows = isUuid(shipmentId) ? await tx.orders.lockByShipment(shipmentId) : null;
        const shipment = rows?.shipment ?? null;
        if (rows === null || shipment === null)
          refuse(ErrorCode.NOT_FOUND, 'There is no such shipment.', 'shipmentId');
        if (shipment.version !== version)
          refuse(ErrorCode.VERSION_CONFLICT, 'Somebody changed the shipment since you read it.', 'version');
        refuseUnlessReported(shipment, status);
        const change = {
          ...(status === undefined || status === shipment.status ? {} : { status }),
          ...(trackingNumber === undefined || trackingNumber === shipment.trackingNumber
            ? {}
            : { trackingNumber }),
        };
        if (Object.keys(change).length === 0) return;
        const revision = new OrderRevision(rows, now());
        const changed = revision.changeShipment(shipment, change);
        announce(revision, changed);
        if (change.status === 'IN_TRANSIT') revision.note('The parcel is on its way.');
        if (change.status === 'DELIVERED') deliver(revision);
        revision.audit(actor, {
          action: 'UPDATE_SHIPMENT',
          targetId: shipment.id,
          before: stateOf(rows.order, shipment),
          after: stateOf(revision.order, changed),
        });
        await tx.orders.save(rows, revision);
      });
      return reread(shipmentId);
    },
  };
}

/** What the audit log tells of a shipment. */
function stateOf(order: Order, { status, carrier, trackingNumber }: Shipment): AuditState {
  return { orderId: order.id, orderStatus: order.status, status, carrier, trackingNumber };
}

/** Leaving is reported by `ship`, and a shipment is cancelled with its order; this is for what comes in between and after. */
function refuseUnlessReported(shipment: Shipment, status: ShipmentStatus | undefined): void {
  if (shipment.status === 'PENDING' || shipment.status === 'CANCELLED') {
    refuse(ErrorCode.INVALID_STATE, `A shipment that is ${shipment.status} cannot be updated.`, 'shipmentId');
  }
  if (
    status !== undefined &&
    status !== shipment.status &&
    !SHIPMENT_TRANSITIONS[shipment.status].includes(status)
  ) {
    refuse(
      ErrorCode.INVALID_STATE,
      `A shipment that is ${shipment.status} cannot become ${status}.`,
      'status',
    );
  }
}

function deliver(revision: OrderRevision): void {
  const { order } = revision;
  const note = 'The parcel was delivered.';
  // Money may go back while the parcel is on its way; the order stays REFUNDED then.
  if (order.status === 'REFUNDED') revision.note(note);
  else revision.moveTo('DELIVERED', note);
  revision.send(OrderDelivered, {
    orderId: order.id,
    number: orderNumber(order.sequence),
    userId: order.userId,
  });
}

function announce(revision: OrderRevision, { id, status, carrier, trackingNumber }: Shipment): void {
  const { order } = revision;
  revision.send(ShipmentUpdated, {
    shipmentId: id,
    orderId: order.id,
    userId: order.userId,
    status,
    carrier,
    trackingNumber,
  });
}

function describeOrder({ order, saga }: OrderRows): string {
  return order.status === 'CONFIRMED' && saga.state !== 'COMPLETED' ? 'being cancelled' : order.status;
}

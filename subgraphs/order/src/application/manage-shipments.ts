import type { AuditActor } from '@techally/subgraph-kit';
import { ErrorCode, isUuid, refuse } from '@techally/subgraph-kit';
import { carrierTask } from '../domain/carrier-task.js';
import type { Shipment, ShipmentStatus } from '../domain/shipment.js';
import { SHIPMENT_TRANSITIONS } from '../domain/shipment.js';
import type { Carrier } from '../ports/carrier.js';
import { findCarrier } from '../ports/carrier.js';
import type { OrderStore } from '../ports/order-store.js';
import type { OrderRows, OrderTransaction, OrderTransactions } from '../ports/order-transactions.js';
import type { AskCarrier } from './ask-carrier.js';
import { OrderRevision } from './order-revision.js';
import { auditStateOf, mayLeave, reportLeft, reportNews } from './shipment-reports.js';
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
  /**
   * The parcel of a confirmed order has left; or, with a connected carrier and no tracking number, is to be booked with
   * that carrier. The same administrator's second report with the same key changes nothing.
   */
  ship(actor: AuditActor, input: ShipOrder): Promise<Shipment>;
  /** The parcel is somewhere else, or has another tracking number. */
  update(actor: AuditActor, input: UpdateShipment): Promise<Shipment>;
}

export interface ShipmentManagementDependencies {
  readonly orders: OrderStore;
  readonly transactions: OrderTransactions;
  readonly carriers: readonly Carrier[];
  readonly askCarrier: AskCarrier;
  readonly now: () => Date;
  /** Milliseconds after which a carrier that did not answer is asked again. */
  readonly carrierInterval: number;
  /** Hears of a carrier that could not be asked. */
  readonly onError: (error: unknown) => void;
}

export function createShipmentManagement(dependencies: ShipmentManagementDependencies): ShipmentManagement {
  const { orders, transactions, carriers, askCarrier, now, carrierInterval, onError } = dependencies;

  async function reread(shipmentId: string): Promise<Shipment> {
    const [shipment] = await orders.findShipments([shipmentId]);
    return shipment ?? refuse(ErrorCode.NOT_FOUND, 'There is no such shipment.', 'shipmentId');
  }

  /** The transaction of a report that a parcel leaves. */
  async function ship(tx: OrderTransaction, actor: AuditActor, input: ShipOrder): Promise<string> {
    const { idempotencyKey, orderId, carrier: name, trackingNumber } = input;
    const isNew = await takeIdempotencyKey(tx, {
      actorId: actor.userId,
      idempotencyKey,
      mutation: 'createShipment',
      input: [orderId, name, trackingNumber],
    });
    const rows = isUuid(orderId) ? await tx.orders.lock(orderId) : null;
    if (rows === null) refuse(ErrorCode.NOT_FOUND, 'There is no such order.', 'orderId');
    const { order, shipment } = rows;
    if (!isNew && shipment !== null) return shipment.id;
    if (shipment === null || !mayLeave(rows)) {
      refuse(
        ErrorCode.INVALID_STATE,
        `An order that is ${describeOrder(rows)} cannot be shipped.`,
        'orderId',
      );
    }
    // Unless that carrier is not connected any more, and nobody will ever hear of the booking.
    if (shipment.carrierCheckAt !== null && findCarrier(carriers, shipment.carrier) !== null)
      refuse(ErrorCode.INVALID_STATE, `The parcel is booked with ${shipment.carrier} already.`, 'orderId');
    const revision = new OrderRevision(rows, now());
    const carrier = trackingNumber === null ? findCarrier(carriers, name) : null;
    const shipped =
      carrier === null
        ? reportLeft(revision, shipment, { carrier: name, trackingNumber, carrierCheckAt: null })
        : // Written down before the carrier is asked: whoever asks can stop at any moment.
          revision.changeShipment(shipment, {
            carrier: carrier.name,
            carrierCheckAt: new Date(revision.now.getTime() + carrierInterval),
          });
    revision.audit(actor, {
      action: 'CREATE_SHIPMENT',
      targetId: shipment.id,
      before: auditStateOf(order, shipment),
      after: auditStateOf(revision.order, shipped),
    });
    await tx.orders.save(rows, revision);
    return shipment.id;
  }

  return {
    async ship(actor, input) {
      const shipmentId = await transactions.$transaction((tx) => ship(tx, actor, input));
      const shipment = await reread(shipmentId);
      if (carrierTask(shipment) !== 'book') return shipment;
      await askCarrier(shipmentId).catch(onError);
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
        const changed = reportNews(revision, shipment, change);
        revision.audit(actor, {
          action: 'UPDATE_SHIPMENT',
          targetId: shipment.id,
          before: auditStateOf(rows.order, shipment),
          after: auditStateOf(revision.order, changed),
        });
        await tx.orders.save(rows, revision);
      });
      return reread(shipmentId);
    },
  };
}

/** The statuses of shipments about which `update` has nothing to report. */
const CLOSED: readonly ShipmentStatus[] = ['PENDING', 'CANCELLED', 'RETURNED'];

/**
 * Leaving is reported by `ship`, coming back by a return, and a shipment is cancelled with its order; this is for what
 * comes in between.
 */
function refuseUnlessReported(shipment: Shipment, status: ShipmentStatus | undefined): void {
  if (CLOSED.includes(shipment.status)) {
    refuse(ErrorCode.INVALID_STATE, `A shipment that is ${shipment.status} cannot be updated.`, 'shipmentId');
  }
  if (
    status !== undefined &&
    status !== shipment.status &&
    (CLOSED.includes(status) || !SHIPMENT_TRANSITIONS[shipment.status].includes(status))
  ) {
    refuse(
      ErrorCode.INVALID_STATE,
      `A shipment that is ${shipment.status} cannot become ${status}.`,
      'status',
    );
  }
}

function describeOrder({ order, saga }: OrderRows): string {
  return order.status === 'CONFIRMED' && saga.state !== 'COMPLETED' ? 'being cancelled' : order.status;
}

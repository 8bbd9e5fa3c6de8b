import { randomUUID } from 'node:crypto';
import { CommitInventory, OrderConfirmed, ShipmentCreated } from '@techally/contracts';
import { announceShipment } from '../../application/shipment-reports.js';
import { orderNumber } from '../../domain/order.js';
import { DEFAULT_CARRIER } from '../../domain/shipment.js';
import type { SagaStep } from '../saga-step.js';

/** Prepares the parcel, which confirms the order; its compensation keeps a parcel that has not left from leaving. */
export const createShipment: SagaStep = {
  name: 'createShipment',
  compensation: 'cancelShipment',
  timeout: 0,
  whenUnanswered: 'compensate',

  run(revision) {
    const { order } = revision;
    const { id, status, carrier, trackingNumber } = revision.addShipment({
      id: randomUUID(),
      carrier: DEFAULT_CARRIER,
    });
    revision.send(ShipmentCreated, {
      shipmentId: id,
      orderId: order.id,
      userId: order.userId,
      status,
      carrier,
      trackingNumber,
    });
    return 'done';
  },

  complete(revision) {
    const { order } = revision;
    revision.moveTo('CONFIRMED', 'The order is confirmed.');
    revision.send(OrderConfirmed, {
      orderId: order.id,
      number: orderNumber(order.sequence),
      userId: order.userId,
      total: revision.money(order.totalCents),
    });
    revision.send(CommitInventory, { orderId: order.id });
  },

  compensate(revision) {
    const { shipment } = revision;
    if (shipment === null) return 'done';
    announceShipment(revision, revision.changeShipment(shipment, { status: 'CANCELLED' }));
    return 'done';
  },
};

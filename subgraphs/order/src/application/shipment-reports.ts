import type { AuditState } from '@techally/contracts';
import { OrderDelivered, ShipmentUpdated } from '@techally/contracts';
import type { Order } from '../domain/order.js';
import { orderNumber } from '../domain/order.js';
import type { Shipment } from '../domain/shipment.js';
import type { OrderRows } from '../ports/order-transactions.js';
import type { OrderRevision, ShipmentChange } from './order-revision.js';

/** Whether the parcel of an order may leave. One that is being cancelled may still be CONFIRMED. */
export function mayLeave({ order, saga, shipment }: OrderRows): boolean {
  return order.status === 'CONFIRMED' && saga.state === 'COMPLETED' && shipment?.status === 'PENDING';
}

/** The parcel has left, whoever says so. */
export function reportLeft(
  revision: OrderRevision,
  shipment: Shipment,
  change: Omit<ShipmentChange, 'status'> = {},
): Shipment {
  const shipped = revision.changeShipment(shipment, { ...change, status: 'SHIPPED' });
  announceShipment(revision, shipped);
  revision.moveTo('SHIPPED', `The parcel has left with ${shipped.carrier}.`);
  return shipped;
}

/** The parcel is somewhere else, or has another tracking number, whoever says so. */
export function reportNews(
  revision: OrderRevision,
  shipment: Shipment,
  change: Pick<ShipmentChange, 'status' | 'trackingNumber'>,
): Shipment {
  const changed = revision.changeShipment(shipment, change);
  announceShipment(revision, changed);
  if (change.status === 'IN_TRANSIT') revision.note('The parcel is on its way.');
  if (change.status === 'DELIVERED') deliver(revision);
  return changed;
}

/** Tells the other services what a shipment is now. */
export function announceShipment(revision: OrderRevision, shipment: Shipment): void {
  const { id, status, carrier, trackingNumber } = shipment;
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

/** What the audit log tells of a shipment. */
export function auditStateOf(order: Order, { status, carrier, trackingNumber }: Shipment): AuditState {
  return { orderId: order.id, orderStatus: order.status, status, carrier, trackingNumber };
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

import type { CarrierTask } from '../domain/carrier-task.js';
import { carrierTask } from '../domain/carrier-task.js';
import { orderNumber } from '../domain/order.js';
import type { Shipment } from '../domain/shipment.js';
import { DEFAULT_CARRIER, SHIPMENT_TRANSITIONS } from '../domain/shipment.js';
import type { BookingOutcome, Carrier, ParcelStatus } from '../ports/carrier.js';
import { findCarrier } from '../ports/carrier.js';
import type { OrderStore } from '../ports/order-store.js';
import type { OrderRows, OrderTransactions } from '../ports/order-transactions.js';
import type { OrderAlert } from './order-alert.js';
import { OrderRevision } from './order-revision.js';
import { announceShipment, mayLeave, reportLeft, reportNews } from './shipment-reports.js';

/**
 * Does what is next about a shipment at its carrier: books it, asks where it is, or calls the booking off; and writes
 * the answer down. Whoever asks can stop anywhere, and any number may ask at once: the carrier answers the same, and an
 * answer that is known changes nothing. Rejects when the carrier cannot be asked.
 */
export type AskCarrier = (shipmentId: string) => Promise<void>;

export interface AskCarrierDependencies {
  readonly orders: OrderStore;
  readonly transactions: OrderTransactions;
  readonly carriers: readonly Carrier[];
  readonly now: () => Date;
  readonly alert: OrderAlert;
}

/** What a carrier answers. */
type Answer =
  | { readonly task: 'book'; readonly outcome: BookingOutcome }
  | { readonly task: 'track'; readonly status: ParcelStatus | null }
  | { readonly task: 'cancel'; readonly outcome: 'cancelled' | 'collected' };

export function createAskCarrier(dependencies: AskCarrierDependencies): AskCarrier {
  const { orders, transactions, carriers, now, alert } = dependencies;

  async function ask(carrier: Carrier, task: CarrierTask, { id, orderId }: Shipment): Promise<Answer> {
    switch (task) {
      case 'book': {
        const [order] = await orders.findMany([orderId]);
        if (order === undefined) throw new Error(`Shipment ${id} has no order.`);
        const reference = orderNumber(order.sequence);
        const parcel = { shipmentId: id, reference, destination: order.shippingAddress };
        return { task, outcome: await carrier.book(parcel) };
      }
      case 'track':
        return { task, status: await carrier.track(id) };
      case 'cancel':
        return { task, outcome: await carrier.cancel(id) };
    }
  }

  return async (shipmentId) => {
    const [shipment] = await orders.findShipments([shipmentId]);
    const task = shipment === undefined ? null : carrierTask(shipment);
    if (shipment === undefined || task === null) return;
    const carrier = findCarrier(carriers, shipment.carrier);
    if (carrier === null)
      throw new Error(`Shipment ${shipmentId} waits for "${shipment.carrier}", which is not connected.`);
    // Outside of any transaction: a carrier that is slow must not hold a lock.
    const answer = await ask(carrier, task, shipment);
    const problem = await transactions.$transaction(async (tx) => {
      const rows = await tx.orders.lockByShipment(shipmentId);
      // Meanwhile it may have been cancelled, or somebody else may have asked.
      if (rows?.shipment == null || carrierTask(rows.shipment) !== task) return null;
      const revision = new OrderRevision(rows, now());
      const found = writeDown(revision, rows, rows.shipment, answer);
      if (revision.shipment !== rows.shipment) await tx.orders.save(rows, revision);
      return found;
    });
    if (problem !== null) alert({ orderId: shipment.orderId, problem });
  };
}

/** @returns what needs somebody, if anything does */
function writeDown(
  revision: OrderRevision,
  rows: OrderRows,
  shipment: Shipment,
  answer: Answer,
): string | null {
  switch (answer.task) {
    case 'book': {
      if (answer.outcome.state === 'cancelled') return loseBooking(revision, shipment);
      const { trackingNumber } = answer.outcome;
      announceShipment(revision, revision.changeShipment(shipment, { trackingNumber }));
      revision.note(`The parcel waits to be collected by ${shipment.carrier}.`);
      return null;
    }
    case 'track': {
      if (answer.status === 'CANCELLED' || answer.status === null) return loseBooking(revision, shipment);
      followParcel(revision, rows, shipment, answer.status);
      return null;
    }
    case 'cancel':
      revision.changeShipment(shipment, { carrierCheckAt: null });
      return answer.outcome === 'cancelled'
        ? null
        : `The order was cancelled, and its parcel has left with ${shipment.carrier}.`;
  }
}

/** Stations that were passed since the last look are reported, too, as far as the order depends on them. */
function followParcel(
  revision: OrderRevision,
  rows: OrderRows,
  shipment: Shipment,
  status: Exclude<ParcelStatus, 'CANCELLED'>,
): void {
  if (status === 'BOOKED') return;
  let current = shipment;
  if (current.status === 'PENDING' && mayLeave(rows)) current = reportLeft(revision, current);
  // An answer may be older than what is known.
  if (SHIPMENT_TRANSITIONS[current.status].includes(status)) reportNews(revision, current, { status });
}

/** The carrier has no booking any more, and nobody here has called it off. */
function loseBooking(revision: OrderRevision, shipment: Shipment): string {
  const { carrier, status } = shipment;
  const unbooked = status === 'PENDING' ? { carrier: DEFAULT_CARRIER, trackingNumber: null } : {};
  const changed = revision.changeShipment(shipment, { ...unbooked, carrierCheckAt: null });
  if (status === 'PENDING') announceShipment(revision, changed);
  return `${carrier} has no booking of the parcel, which is ${status}.`;
}

import type { Shipment } from './shipment.js';

/** What is to be done about a shipment at a connected carrier. */
export type CarrierTask = 'book' | 'track' | 'cancel';

type Facts = Pick<Shipment, 'status' | 'trackingNumber' | 'carrierCheckAt'>;

/** What a shipment's carrier is asked for next; null when there is nothing, or when no connected carrier has it. */
export function carrierTask({ status, trackingNumber, carrierCheckAt }: Facts): CarrierTask | null {
  if (carrierCheckAt === null) return null;
  switch (status) {
    case 'PENDING':
      return trackingNumber === null ? 'book' : 'track';
    case 'SHIPPED':
    case 'IN_TRANSIT':
      return 'track';
    case 'CANCELLED':
      return 'cancel';
    case 'DELIVERED':
    case 'RETURNED':
      return null;
  }
}

/** When a connected carrier is asked next about a shipment that has become what it is. */
export function nextCarrierCheck(shipment: Facts, now: Date): Date | null {
  // A booking that is not wanted any more is called off at once: the carrier may be on its way.
  if (carrierTask(shipment) === 'cancel') return now;
  return carrierTask(shipment) === null ? null : shipment.carrierCheckAt;
}

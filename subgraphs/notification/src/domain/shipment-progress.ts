/** What a customer wants to know of a parcel's way. */
export type ShipmentProgress = 'ON_ITS_WAY' | 'OUT_FOR_DELIVERY';

/** Statuses from which on the carrier has the parcel. Delivery has a message of its own. */
const PROGRESS: Readonly<Record<string, ShipmentProgress>> = {
  HANDED_OVER: 'ON_ITS_WAY',
  SHIPPED: 'ON_ITS_WAY',
  IN_TRANSIT: 'ON_ITS_WAY',
  OUT_FOR_DELIVERY: 'OUT_FOR_DELIVERY',
};

/** What a shipment's status tells the customer; null when it is nothing, as before the parcel was handed over. */
export function shipmentProgress(status: string): ShipmentProgress | null {
  return Object.hasOwn(PROGRESS, status) ? (PROGRESS[status] ?? null) : null;
}

import type { ShippingAddress } from '../domain/order.js';

/** A parcel to be carried. */
export interface ParcelRequest {
  /** The shipment's UUID, which is the parcel's name at the carrier: it has one booking at most, ever. */
  readonly shipmentId: string;
  /** The order's number, as customers read it. */
  readonly reference: string;
  readonly destination: ShippingAddress;
}

/** What became of a booking. `cancelled`: it was cancelled before, and the carrier will not come. */
export type BookingOutcome =
  { readonly state: 'booked'; readonly trackingNumber: string } | { readonly state: 'cancelled' };

/** Where a carrier says that a parcel is. `BOOKED`: still in the shop. */
export type ParcelStatus = 'BOOKED' | 'SHIPPED' | 'IN_TRANSIT' | 'DELIVERED' | 'CANCELLED';

/**
 * A company that carries parcels and can be asked by a program. No method is called within a database transaction. Each
 * rejects when the carrier cannot be asked or gives no answer; it is unknown then what was done, and asking again is safe.
 */
export interface Carrier {
  /** What administrators call it by, in letters of any case. */
  readonly name: string;
  /** Books a parcel. Asked again about the same shipment, it gives the same booking. */
  book(parcel: ParcelRequest): Promise<BookingOutcome>;
  /**
   * Calls a booking off; one that comes later than that is refused (`cancelled`). `collected`: it is too late, as the
   * carrier has the parcel.
   */
  cancel(shipmentId: string): Promise<'cancelled' | 'collected'>;
  /** Where the parcel of a shipment is; null when there is no booking of it. */
  track(shipmentId: string): Promise<ParcelStatus | null>;
}

/** The carrier of a name among those that are connected; null for all others. */
export function findCarrier(carriers: readonly Carrier[], name: string): Carrier | null {
  const wanted = name.trim().toLowerCase();
  return carriers.find((carrier) => carrier.name.toLowerCase() === wanted) ?? null;
}

/** Where a parcel is. */
export const SHIPMENT_STATUSES = [
  'PENDING',
  'SHIPPED',
  'IN_TRANSIT',
  'DELIVERED',
  'CANCELLED',
  'RETURNED',
] as const;
export type ShipmentStatus = (typeof SHIPMENT_STATUSES)[number];

/** The state machine of shipments: what each status may become. */
export const SHIPMENT_TRANSITIONS: Readonly<Record<ShipmentStatus, readonly ShipmentStatus[]>> = {
  PENDING: ['SHIPPED', 'CANCELLED'],
  SHIPPED: ['IN_TRANSIT', 'DELIVERED', 'RETURNED'],
  IN_TRANSIT: ['DELIVERED', 'RETURNED'],
  DELIVERED: ['RETURNED'],
  CANCELLED: [],
  RETURNED: [],
};

/** Whose parcel it is, as far as is known before one is chosen. */
export const DEFAULT_CARRIER = 'Standard';

/** The parcel of an order. */
export interface Shipment {
  /** UUID. */
  readonly id: string;
  readonly orderId: string;
  readonly status: ShipmentStatus;
  readonly carrier: string;
  /** Null until the carrier has taken the parcel on. */
  readonly trackingNumber: string | null;
  readonly shippedAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly returnedAt: Date | null;
  /** When a connected carrier is asked next about it; null when there is nothing to ask. */
  readonly carrierCheckAt: Date | null;
  /** Counts the changes; a change names the version that it was made from. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Thrown when a shipment is asked to become what its status does not allow; nothing is changed then. */
export class ShipmentTransitionError extends Error {
  override readonly name = 'ShipmentTransitionError';
  readonly code = 'SHIPMENT_TRANSITION_INVALID';

  constructor(
    readonly from: ShipmentStatus,
    readonly to: ShipmentStatus,
  ) {
    super(`A shipment that is ${from} cannot become ${to}.`);
  }
}

/** @throws ShipmentTransitionError when the table has no such transition */
export function assertShipmentTransition(from: ShipmentStatus, to: ShipmentStatus): void {
  if (!SHIPMENT_TRANSITIONS[from].includes(to)) throw new ShipmentTransitionError(from, to);
}

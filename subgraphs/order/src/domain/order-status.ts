/** Where an order stands. */
export const ORDER_STATUSES = [
  'PENDING',
  'RESERVED',
  'PAID',
  'CONFIRMED',
  'SHIPPED',
  'DELIVERED',
  'CANCELLED',
  'REFUNDED',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** The state machine of orders: what each status may become. */
export const ORDER_TRANSITIONS: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  PENDING: ['RESERVED', 'CANCELLED'],
  RESERVED: ['PAID', 'CANCELLED'],
  PAID: ['CONFIRMED', 'CANCELLED', 'REFUNDED'],
  CONFIRMED: ['SHIPPED', 'CANCELLED', 'REFUNDED'],
  SHIPPED: ['DELIVERED', 'REFUNDED'],
  DELIVERED: ['REFUNDED'],
  CANCELLED: [],
  REFUNDED: [],
};

/** Thrown when an order is asked to become what its status does not allow; nothing is changed then. */
export class OrderTransitionError extends Error {
  override readonly name = 'OrderTransitionError';
  readonly code = 'ORDER_TRANSITION_INVALID';

  constructor(
    readonly from: OrderStatus,
    readonly to: OrderStatus,
  ) {
    super(`An order that is ${from} cannot become ${to}.`);
  }
}

/** Whether an order may go from one status to another. A status is no transition to itself. */
export function canBecome(from: OrderStatus, to: OrderStatus): boolean {
  return ORDER_TRANSITIONS[from].includes(to);
}

/** @throws OrderTransitionError when the table has no such transition */
export function assertTransition(from: OrderStatus, to: OrderStatus): void {
  if (!canBecome(from, to)) throw new OrderTransitionError(from, to);
}

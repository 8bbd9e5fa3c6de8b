/** Where a payment stands. */
export const PAYMENT_STATUSES = [
  'PENDING',
  'REQUIRES_ACTION',
  'SUCCEEDED',
  'FAILED',
  'CANCELLED',
  'PARTIALLY_REFUNDED',
  'REFUNDED',
] as const;

export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/** What each status may become. */
const TRANSITIONS: Readonly<Record<PaymentStatus, readonly PaymentStatus[]>> = {
  PENDING: ['REQUIRES_ACTION', 'SUCCEEDED', 'FAILED', 'CANCELLED'],
  REQUIRES_ACTION: ['SUCCEEDED', 'FAILED', 'CANCELLED'],
  SUCCEEDED: ['PARTIALLY_REFUNDED', 'REFUNDED'],
  PARTIALLY_REFUNDED: ['PARTIALLY_REFUNDED', 'REFUNDED'],
  FAILED: [],
  CANCELLED: [],
  REFUNDED: [],
};

/** Thrown when a payment would change in a way that the table of transitions does not have: a mistake in the program. */
export class PaymentTransitionError extends Error {
  override readonly name = 'PaymentTransitionError';
  readonly code = 'PAYMENT_TRANSITION_INVALID';
}

/** Returns `to`. @throws PaymentTransitionError when `from` cannot become `to`. */
export function transition(from: PaymentStatus, to: PaymentStatus): PaymentStatus {
  if (!TRANSITIONS[from].includes(to))
    throw new PaymentTransitionError(`A payment that is ${from} cannot become ${to}.`);
  return to;
}

/** Whether the outcome of the charge is not known yet. */
export function isOpen(status: PaymentStatus): boolean {
  return status === 'PENDING' || status === 'REQUIRES_ACTION';
}

/** Whether money was taken, some or all of which may have gone back since. */
export function isCharged(status: PaymentStatus): boolean {
  return status === 'SUCCEEDED' || status === 'PARTIALLY_REFUNDED' || status === 'REFUNDED';
}

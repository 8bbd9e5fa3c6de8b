/** How an order can go. */
export interface OrderPath {
  readonly name: string;
  /** A sandbox card. */
  readonly card: string;
  /** The last piece is lost between the checkout and the reservation. */
  readonly sellsOut?: boolean;
  /** The customer cancels the order when it is confirmed. */
  readonly cancels?: boolean;
  /** How it ends if it was accepted. */
  readonly status: 'CONFIRMED' | 'CANCELLED';
  /** What the order tells of its failure; null when there is none. */
  readonly failureCode: string | null;
}

export const ORDER_PATHS: readonly OrderPath[] = [
  { name: 'success', card: 'tok_visa', status: 'CONFIRMED', failureCode: null },
  { name: 'decline', card: 'tok_chargeDeclined', status: 'CANCELLED', failureCode: 'PAYMENT_DECLINED' },
  {
    name: 'out-of-stock',
    card: 'tok_visa',
    sellsOut: true,
    status: 'CANCELLED',
    failureCode: 'OUT_OF_STOCK',
  },
  {
    name: 'time-out-charged',
    card: 'tok_timeoutCharged',
    status: 'CONFIRMED',
    failureCode: null,
  },
  {
    name: 'time-out-not-charged',
    card: 'tok_timeoutNotCharged',
    status: 'CANCELLED',
    failureCode: 'PAYMENT_TIMEOUT',
  },
  {
    name: 'cancelled',
    card: 'tok_visa',
    cancels: true,
    status: 'CANCELLED',
    failureCode: 'CANCELLED_BY_CUSTOMER',
  },
];

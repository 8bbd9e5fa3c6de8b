import { describe, expect, it } from 'vitest';
import { assertTransition, canBecome, ORDER_STATUSES, OrderTransitionError } from './order-status.js';

const ALLOWED = [
  'PENDING RESERVED',
  'PENDING CANCELLED',
  'RESERVED PAID',
  'RESERVED CANCELLED',
  'PAID CONFIRMED',
  'PAID CANCELLED',
  'PAID REFUNDED',
  'CONFIRMED SHIPPED',
  'CONFIRMED CANCELLED',
  'CONFIRMED REFUNDED',
  'SHIPPED DELIVERED',
  'SHIPPED REFUNDED',
  'DELIVERED REFUNDED',
];

const pairs = ORDER_STATUSES.flatMap((from) => ORDER_STATUSES.map((to) => ({ from, to })));

describe('the state machine of orders', () => {
  it.each(pairs)('knows whether $from may become $to', ({ from, to }) => {
    const allowed = ALLOWED.includes(`${from} ${to}`);
    expect(canBecome(from, to)).toBe(allowed);
    if (allowed)
      expect(() => {
        assertTransition(from, to);
      }).not.toThrow();
    else
      expect(() => {
        assertTransition(from, to);
      }).toThrow(OrderTransitionError);
  });
});

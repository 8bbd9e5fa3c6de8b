import { describe, expect, it } from 'vitest';
import { assertShipmentTransition, SHIPMENT_STATUSES, ShipmentTransitionError } from './shipment.js';

const ALLOWED = [
  'PENDING SHIPPED',
  'PENDING CANCELLED',
  'SHIPPED IN_TRANSIT',
  'SHIPPED DELIVERED',
  'IN_TRANSIT DELIVERED',
  'SHIPPED RETURNED',
  'IN_TRANSIT RETURNED',
  'DELIVERED RETURNED',
];

const pairs = SHIPMENT_STATUSES.flatMap((from) => SHIPMENT_STATUSES.map((to) => ({ from, to })));

describe('the state machine of shipments', () => {
  it.each(pairs)('knows whether $from may become $to', ({ from, to }) => {
    const change = () => {
      assertShipmentTransition(from, to);
    };
    if (ALLOWED.includes(`${from} ${to}`)) expect(change).not.toThrow();
    else expect(change).toThrow(ShipmentTransitionError);
  });
});

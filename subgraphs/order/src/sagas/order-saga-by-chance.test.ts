import { describe, expect, it } from 'vitest';
import { simulateOrder, type SimulatedEnd } from '../testing/simulate-order.js';

const SEEDS = Array.from({ length: 2_000 }, (_, seed) => seed);

function count({ messages }: SimulatedEnd, type: string): number {
  return messages.filter((message) => message.type === type).length;
}

function check(end: SimulatedEnd): void {
  const { order, saga, shipment, inventory, payment } = end;
  expect(['COMPLETED', 'COMPENSATED']).toContain(saga.state);
  expect(saga).toMatchObject({ awaits: 'NOTHING', deadline: null, paymentMethodToken: null });
  expect(payment.chargedCents === 0 || payment.chargedCents === order.totalCents).toBe(true);
  expect(count(end, 'OrderConfirmed')).toBeLessThanOrEqual(1);
  expect(count(end, 'ShipmentCreated')).toBeLessThanOrEqual(1);
  expect(['CONFIRMED', 'SHIPPED', 'CANCELLED', 'REFUNDED']).toContain(order.status);
  if (shipment?.status === 'SHIPPED' || shipment?.status === 'RETURNED') {
    checkLeft(end);
    return;
  }
  if (order.status === 'CONFIRMED') {
    expect(saga.state).toBe('COMPLETED');
    expect(payment.chargedCents).toBe(order.totalCents);
    expect(payment.refundedCents).toBeLessThan(order.totalCents);
    expect(inventory.state).toBe('COMMITTED');
    expect(shipment?.status).toBe('PENDING');
    return;
  }
  expect(saga).toMatchObject({ state: 'COMPENSATED', completedSteps: [] });
  expect(payment.refundedCents).toBe(payment.chargedCents);
  expect(['ACTIVE', 'COMMITTED']).not.toContain(inventory.state);
  expect(shipment?.status ?? 'CANCELLED').toBe('CANCELLED');
  expect(order.failure === null).toBe(order.status === 'REFUNDED');
  expect(count(end, 'OrderCancelled')).toBe(order.status === 'CANCELLED' ? 1 : 0);
}

/** What is true of an order whose parcel has left, whether it came back or not. */
function checkLeft(end: SimulatedEnd): void {
  const { order, saga, shipment, inventory, payment } = end;
  const returned = shipment?.status === 'RETURNED';
  expect(saga.state).toBe('COMPLETED');
  expect(payment.chargedCents).toBe(order.totalCents);
  expect(order.status).toBe(payment.refundedCents === order.totalCents ? 'REFUNDED' : 'SHIPPED');
  if (returned) expect(order.status).toBe('REFUNDED');
  // A reservation that ran out before the pieces could be sold stays so: somebody was called.
  expect(returned ? ['RELEASED'] : ['COMMITTED', 'EXPIRED']).toContain(inventory.state);
  expect(count(end, 'OrderCancelled')).toBe(0);
}

describe('an order to which anything may happen', () => {
  it('ends confirmed or shipped, paid and sold, or with nothing charged and nothing held, whatever comes when', async () => {
    const ends = new Map<string, number>();
    let undoneByOperators = 0;
    for (const seed of SEEDS) {
      const end = await simulateOrder(seed);
      try {
        check(end);
      } catch (error) {
        throw new Error(`Seed ${String(seed)}: ${String(error)}`, { cause: error });
      }
      const { order, shipment } = end;
      if (order.failure?.code === 'CANCELLED_BY_ADMIN') undoneByOperators += 1;
      for (const seen of [order.status, ...(shipment?.status === 'RETURNED' ? ['RETURNED'] : [])])
        ends.set(seen, (ends.get(seen) ?? 0) + 1);
    }
    // The chances are such that each end is seen often.
    for (const status of ['CONFIRMED', 'SHIPPED', 'CANCELLED', 'REFUNDED', 'RETURNED'])
      expect(ends.get(status), status).toBeGreaterThan(50);
    expect(undoneByOperators).toBeGreaterThan(20);
  });
});

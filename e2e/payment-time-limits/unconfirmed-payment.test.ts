import type { ServiceName } from '@techally/contracts';
import type { PaymentService } from '@techally/subgraph-payment';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { placeOrder } from '../harness/place-order.js';
import { seedShop } from '../harness/seed-shop.js';
import type { TestAccount, TestStack } from '../harness/start-test-stack.js';
import { startTestStack } from '../harness/start-test-stack.js';
import { requireData } from '../ownership/send-operation.js';

const MINUTE = 60_000;
const PATIENCE = { timeout: 30_000, interval: 50 };

let stack: TestStack;
let productId: string;
let customer: TestAccount;
let payments: pg.Pool;
/** How much later it is for each service. */
const ahead = new Map<ServiceName, number>();

beforeAll(async () => {
  stack = await startTestStack({
    clock: (service) => new Date(Date.now() + (ahead.get(service) ?? 0)),
  });
  productId = (await seedShop(stack, { products: 1 })).productIds[0] ?? '';
  payments = new pg.Pool({ connectionString: stack.urlFor('payment') });
}, 60_000);
afterAll(async () => {
  await payments.end();
  await stack.stop();
});
beforeEach(async () => {
  ahead.clear();
  customer = await stack.customer();
});

function pass(service: ServiceName, milliseconds: number): void {
  ahead.set(service, milliseconds);
}

/** Asks the sandbox provider for something, as the customer's browser does. */
async function provider(method: 'POST' | 'DELETE', path: string, body?: object): Promise<number> {
  const { sandboxUrl } = stack.services.all.get('payment') as PaymentService;
  const headers = body === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await fetch(`${sandboxUrl ?? ''}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return answer.status;
}

const ORDER = `query ($id: ID!) {
  order(id: $id) { status failure { code } payment { status amount { amount } refundedAmount { amount } } }
}`;

async function read(id: string) {
  return (await requireData(stack, ORDER, { id }, customer.accessToken)).order;
}

/** An order whose customer is asked to confirm; `confirm` resolves with the provider's status. */
async function placeUnconfirmed() {
  const { id } = await placeOrder(customer, { productId, quantity: 2, card: 'tok_threeDSecure' });
  await vi.waitFor(async () => {
    expect(await read(id)).toMatchObject({ status: 'RESERVED', payment: { status: 'REQUIRES_ACTION' } });
  }, PATIENCE);
  const { rows } = await payments.query<{ charge: string; secret: string }>(
    'SELECT provider_charge_id AS charge, client_secret AS secret FROM payments WHERE order_id = $1',
    [id],
  );
  const [{ charge, secret } = { charge: '', secret: '' }] = rows;
  const confirm = () =>
    provider('POST', `/v1/charges/${charge}/confirm`, { clientSecret: secret, outcome: 'succeed' });
  return { id, charge, confirm };
}

/** What the provider has taken and given back for a charge, in cents. */
async function taken(charge: string): Promise<{ state: string; refunded: number }> {
  const { rows } = await payments.query<{ state: string; refunded: string }>(
    `SELECT state, refunded_cents AS refunded FROM sandbox_charges WHERE id = $1`,
    [charge],
  );
  return { state: rows[0]?.state ?? '', refunded: Number(rows[0]?.refunded) };
}

async function stock() {
  const query = '{ products(first: 1) { edges { node { stock { available reserved } } } } }';
  return (await requireData(stack, query, {})).products.edges[0].node.stock;
}

describe('a payment that its customer does not confirm', () => {
  it("is called off at the provider when the order's 20 minutes are over; a confirmation is too late then", async () => {
    const before = await stock();
    const { id, charge, confirm } = await placeUnconfirmed();
    pass('order', 19 * MINUTE);
    await stack.settled();
    expect(await read(id)).toMatchObject({ status: 'RESERVED' });
    // The saga adds up to a fifth at random.
    pass('order', 25 * MINUTE);
    await vi.waitFor(async () => {
      expect(await read(id)).toMatchObject({
        status: 'CANCELLED',
        failure: { code: 'PAYMENT_ACTION_REQUIRED' },
        payment: { status: 'CANCELLED' },
      });
    }, PATIENCE);
    expect(await confirm()).toBe(409);
    expect(await taken(charge)).toEqual({ state: 'cancelled', refunded: 0 });
    await stack.settled();
    expect(await stock()).toEqual(before);
  }, 60_000);

  it("is called off by the payment's own 15 minutes before, and charges nothing either", async () => {
    const { id, charge, confirm } = await placeUnconfirmed();
    pass('payment', 16 * MINUTE);
    await vi.waitFor(async () => {
      expect(await read(id)).toMatchObject({
        status: 'CANCELLED',
        failure: { code: 'PAYMENT_FAILED' },
        payment: { status: 'FAILED' },
      });
    }, PATIENCE);
    expect(await confirm()).toBe(409);
    expect(await taken(charge)).toEqual({ state: 'cancelled', refunded: 0 });
  }, 60_000);

  it('is refunded when the confirmation overtakes the calling off', async () => {
    const before = await stock();
    const { id, charge, confirm } = await placeUnconfirmed();
    await provider('POST', '/v1/faults', { kind: 'error500', count: 1_000 });
    pass('order', 25 * MINUTE);
    await vi.waitFor(async () => {
      const { rows } = await payments.query(
        'SELECT 1 FROM payments WHERE order_id = $1 AND cancel_requested_at IS NOT NULL',
        [id],
      );
      expect(rows).toHaveLength(1);
    }, PATIENCE);
    expect(await confirm()).toBe(200);
    await provider('DELETE', '/v1/faults');
    await vi.waitFor(async () => {
      expect(await read(id)).toMatchObject({
        status: 'CANCELLED',
        failure: { code: 'PAYMENT_ACTION_REQUIRED' },
        payment: { status: 'REFUNDED' },
      });
    }, PATIENCE);
    const { payment } = await read(id);
    expect(payment.refundedAmount).toEqual(payment.amount);
    expect(await taken(charge)).toEqual({
      state: 'succeeded',
      refunded: Math.round(Number(payment.amount.amount) * 100),
    });
    await stack.settled();
    expect(await stock()).toEqual(before);
  }, 60_000);
});

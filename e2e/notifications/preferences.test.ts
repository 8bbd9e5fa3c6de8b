import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { placeOrder } from '../harness/place-order.js';
import { seedShop } from '../harness/seed-shop.js';
import type { TestStack } from '../harness/start-test-stack.js';
import { startTestStack } from '../harness/start-test-stack.js';
import { requireData } from '../ownership/send-operation.js';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
}, 60_000);
afterAll(() => stack.stop());

it('mails about orders only to who wants that, and shows the rest in the shop', async () => {
  const { productIds } = await seedShop(stack, { products: 1 });
  const order = { productId: productIds[0] ?? '', quantity: 1 };
  const [willing, unwilling] = [await stack.customer(), await stack.customer()];
  const refusal = 'mutation { setPreferences(input: { emailNotifications: false }) { userErrors { code } } }';
  expect(await requireData(stack, refusal, {}, unwilling.accessToken)).toEqual({
    setPreferences: { userErrors: [] },
  });
  for (const [customer, status] of [
    [willing, 'SENT'],
    [unwilling, 'SKIPPED'],
  ] as const) {
    await placeOrder(customer, order);
    await vi.waitFor(
      async () => {
        const query = '{ notifications { edges { node { template status subject } } } }';
        const { notifications } = await requireData(stack, query, {}, customer.accessToken);
        const nodes = notifications.edges.map(({ node }: { node: object }) => node);
        expect(nodes).toEqual(
          expect.arrayContaining([
            expect.objectContaining({ template: 'welcome', status: 'SENT' }),
            expect.objectContaining({
              template: 'order-confirmed',
              status,
              subject: expect.stringContaining('is confirmed') as string,
            }),
          ]),
        );
      },
      { timeout: 20_000, interval: 50 },
    );
  }
}, 60_000);

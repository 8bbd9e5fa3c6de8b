import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replay } from '@techally/replay';
import { seedDemo } from '@techally/stack';
import { readSuperstore } from '@techally/superstore';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeOrder } from '../harness/place-order.js';
import type { TestStack } from '../harness/start-test-stack.js';
import { startTestStack } from '../harness/start-test-stack.js';

const ORDERS = 24;

let stack: TestStack;
let folder: string;
beforeAll(async () => {
  stack = await startTestStack();
  await seedDemo((domain) => stack.urlFor(domain));
  folder = await mkdtemp(join(tmpdir(), 'techally-replay-'));
});
afterAll(async () => {
  await stack.stop();
  await rm(folder, { recursive: true, force: true });
});

function run(signal: AbortSignal, onProgress: (done: number) => void = () => undefined) {
  return replay({
    client: stack.client,
    settings: {
      url: 'http://router/graphql',
      orders: ORDERS,
      concurrency: 4,
      stateFile: join(folder, 'state.json'),
      admin: { email: 'admin@techally.example', password: 'Admin0001' },
    },
    onProgress: ({ done }) => {
      onProgress(done);
    },
    signal,
  });
}

describe('the replay of the sales table', () => {
  it('goes on where it was stopped, and the shop then holds what the table says, to the unit and the cent', async () => {
    const stop = new AbortController();
    const first = await run(stop.signal, (done) => {
      if (done >= 8) stop.abort();
    });
    expect(first.stopped).toBe(true);
    expect(first.placed).toBeLessThan(ORDERS);
    expect(first.comparison.differences).toEqual([]);

    const second = await run(new AbortController().signal);
    expect(first.placed + second.placed).toBe(ORDERS);
    expect(second.comparison.expected.orders).toBe(ORDERS);
    expect(second.comparison.expected.units).toBeGreaterThan(ORDERS);
    expect(second.comparison.expected.priceContradictions).toEqual([]);
    expect(second.comparison.differences).toEqual([]);

    const third = await run(new AbortController().signal);
    expect(third.placed).toBe(0);
    expect(third.comparison.differences).toEqual([]);
  }, 120_000);

  it('finds a sale that the table does not have', async () => {
    const product = readSuperstore().products[0];
    if (product === undefined) throw new Error('The table has no products.');
    await placeOrder(await stack.customer(), { productId: product.id, quantity: 1 });
    const { comparison } = await run(new AbortController().signal);
    expect(comparison.differences).toContainEqual(
      expect.objectContaining({
        of: 'product',
        key: `${product.sourceId} ${product.name}`,
        measure: 'units',
      }),
    );
  }, 60_000);
});

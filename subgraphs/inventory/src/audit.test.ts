import { randomUUID } from 'node:crypto';
import { testUser } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startInventory, type TestInventory } from './testing/start-inventory.js';

const adminId = randomUUID();
const ADJUST = 'mutation($input: AdjustStockInput!) { adjustStock(input: $input) { userErrors { code } } }';

let inventory: TestInventory;
beforeAll(async () => {
  inventory = await startInventory();
});
afterAll(() => inventory.stop());

const adjust = async (input: object) =>
  (await inventory.query(ADJUST, { input }, testUser(adminId, 'ADMIN'))).data.adjustStock.userErrors;
const records = async (productId: string) =>
  (await inventory.sent('AuditRecorded', productId)).map(({ data }) => data);

it('an adjustment of the stock is recorded once, with what was before and after', async () => {
  const productId = await inventory.stocked(5);
  const input = { productId, delta: 3, reason: 'delivery', idempotencyKey: 'k' };
  expect(await adjust(input)).toEqual([]);
  expect(await adjust(input)).toEqual([]);
  expect(await records(productId)).toEqual([
    {
      actorId: adminId,
      action: 'ADJUST_STOCK',
      targetId: productId,
      before: { onHand: 5, version: 1 },
      after: { onHand: 8, version: 2, delta: 3, reason: 'delivery' },
      address: '192.0.2.1',
      requestId: expect.any(String) as string,
      at: expect.any(String) as string,
    },
  ]);
});

it('a refused adjustment leaves no record', async () => {
  const productId = await inventory.stocked(5);
  expect(await adjust({ productId, delta: -6, idempotencyKey: 'k2' })).toMatchObject([
    { code: 'OUT_OF_STOCK' },
  ]);
  expect(await records(productId)).toEqual([]);
});

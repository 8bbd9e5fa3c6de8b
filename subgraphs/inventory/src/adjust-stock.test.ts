import { randomUUID } from 'node:crypto';
import { ReserveInventory } from '@techally/contracts';
import type { Identity } from '@techally/identity';
import { testUser } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderMessage, startInventory, type TestInventory } from './testing/start-inventory.js';

const adminId = randomUUID();
const admin = testUser(adminId, 'ADMIN');

let inventory: TestInventory;

beforeAll(async () => {
  inventory = await startInventory({ sweepInterval: 60_000 });
});
afterAll(() => inventory.stop());

async function reserved(productId: string, quantity: number): Promise<string> {
  const orderId = randomUUID();
  const expiresAt = new Date(Date.now() + 900_000).toISOString();
  const data = { orderId, userId: randomUUID(), items: [{ productId, quantity }], expiresAt };
  await inventory.bus.deliver(orderMessage(ReserveInventory, data));
  return orderId;
}

const ADJUST = `mutation($input: AdjustStockInput!) { adjustStock(input: $input) {
  stockItem { id onHand reserved available version } userErrors { field message code }
} }`;

function adjust(input: object, identity: Identity = admin) {
  return inventory.query(ADJUST, { input: { idempotencyKey: randomUUID(), ...input } }, identity);
}

describe('adjustStock', () => {
  it('adds and takes pieces, says so in the history, and announces the new stock', async () => {
    const a = await inventory.stocked(5);
    const { data } = await adjust({ productId: a, delta: 3, reason: 'delivery', version: 1 });
    expect(data.adjustStock).toEqual({
      stockItem: { id: a, onHand: 8, reserved: 0, available: 8, version: 2 },
      userErrors: [],
    });
    await adjust({ productId: a, delta: -8 });
    expect(await inventory.stockOf(a)).toEqual({ onHand: 0, reserved: 0 });
    const history = await inventory.query(
      `{ stockItem(productId: "${a}") { movements { edges { node { reason note onHandDelta actor { id } } } } } }`,
      {},
      admin,
    );
    expect(history.data.stockItem.movements.edges[1].node).toEqual({
      reason: 'ADJUSTMENT',
      note: 'delivery',
      onHandDelta: 3,
      actor: { id: adminId },
    });
    await expect
      .poll(async () => (await inventory.sent('StockAdjusted', a)).map((message) => message.data))
      .toEqual([
        { productId: a, onHand: 8, reserved: 0, available: 8, version: 2 },
        { productId: a, onHand: 0, reserved: 0, available: 0, version: 3 },
      ]);
  });

  it('never takes pieces that orders hold', async () => {
    const a = await inventory.stocked(5);
    await reserved(a, 3);
    const { data } = await adjust({ productId: a, delta: -3 });
    expect(data.adjustStock).toEqual({
      stockItem: null,
      userErrors: [
        { field: ['input', 'delta'], message: 'Orders hold 3 of 5 pieces.', code: 'OUT_OF_STOCK' },
      ],
    });
    expect(await inventory.stockOf(a)).toEqual({ onHand: 5, reserved: 3 });
  });

  it('is made once for a key, however often and however fast it is sent', async () => {
    const [a, b] = [await inventory.stocked(5), await inventory.stocked(5)];
    const input = { productId: a, delta: 2, idempotencyKey: randomUUID() };
    const answers = await Promise.all(Array.from({ length: 6 }, () => adjust(input)));
    for (const { data } of answers)
      expect(data.adjustStock).toMatchObject({ stockItem: { onHand: 7 }, userErrors: [] });
    expect(await inventory.stockOf(a)).toEqual({ onHand: 7, reserved: 0 });

    for (const other of [{ delta: 3 }, { productId: b }, { reason: 'another' }]) {
      expect((await adjust({ ...input, ...other })).data.adjustStock.userErrors[0].code).toBe(
        'IDEMPOTENCY_KEY_REUSED',
      );
    }
    const otherAdmin = testUser(randomUUID(), 'ADMIN');
    expect((await adjust(input, otherAdmin)).data.adjustStock.stockItem.onHand).toBe(9);
  });

  it('lets one of two different changes with one key through', async () => {
    const products = await Promise.all(Array.from({ length: 6 }, () => inventory.stocked(5)));
    const idempotencyKey = randomUUID();
    const answers = await Promise.all(
      products.map((productId) => adjust({ productId, delta: 1, idempotencyKey })),
    );
    const codes = answers.map(({ data, errors }) => {
      expect(errors).toBeUndefined();
      return data.adjustStock.userErrors[0]?.code ?? 'done';
    });
    expect(codes.toSorted()).toEqual([...Array(5).fill('IDEMPOTENCY_KEY_REUSED'), 'done']);
  });

  it.each([
    ['the id', { productId: 'x', delta: 1 }, 'INVALID_INPUT', 'productId'],
    ['an unknown product', { productId: randomUUID(), delta: 1 }, 'NOT_FOUND', 'productId'],
    ['no change', { delta: 0 }, 'INVALID_INPUT', 'delta'],
    ['too large a change', { delta: 1_000_000_001 }, 'INVALID_INPUT', 'delta'],
    ['too large a sum', { delta: 1_000_000_000 }, 'INVALID_INPUT', 'delta'],
    ['an old version', { delta: 1, version: 7 }, 'VERSION_CONFLICT', 'version'],
    ['a long reason', { delta: 1, reason: 'x'.repeat(201) }, 'INVALID_INPUT', 'reason'],
    ['a NUL character', { delta: 1, reason: 'a\u0000b' }, 'INVALID_INPUT', 'reason'],
    ['a long key', { delta: 1, idempotencyKey: 'k'.repeat(101) }, 'INVALID_INPUT', 'idempotencyKey'],
    ['an empty key', { delta: 1, idempotencyKey: '' }, 'INVALID_INPUT', 'idempotencyKey'],
  ])('refuses %s', async (_, input, code, field) => {
    const { data, errors } = await adjust({ productId: await inventory.stocked(1), ...input });
    expect(errors).toBeUndefined();
    expect(data.adjustStock.stockItem).toBeNull();
    expect(data.adjustStock.userErrors).toMatchObject([{ code, field: ['input', field] }]);
  });
});

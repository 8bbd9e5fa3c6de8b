import { randomUUID } from 'node:crypto';
import type { AnyMessage, Message } from '@techally/contracts';
import {
  createMessage,
  InventoryReserved,
  PaymentActionRequired,
  PaymentCompleted,
  ProductArchived,
  ProductUpdated,
} from '@techally/contracts';
import { testUser } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADD_TO_CART, CHECKOUT, startOrders, type TestOrders } from '../testing/start-orders.js';

let orders: TestOrders;

beforeAll(async () => {
  orders = await startOrders();
});
afterAll(() => orders.stop());

async function shopper(quantity = 2, priceCents = 2_500, on = orders) {
  const userId = randomUUID();
  const identity = testUser(userId);
  const productId = await on.product(priceCents);
  await on.query(ADD_TO_CART, { input: { productId, quantity } }, identity);
  const input = {
    idempotencyKey: randomUUID(),
    shippingAddressId: on.neighbours.addAddress(userId),
    paymentMethod: { token: 'tok_visa' },
  };
  const checkout = async (change: object = {}) => {
    const { data, errors } = await on.query(CHECKOUT, { input: { ...input, ...change } }, identity);
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data.checkout as {
      order: { id: string; number: string; status: string; total: { amount: string } } | null;
      userErrors: { code: string; field: string[] | null; message: string }[];
    };
  };
  const placed = () => on.database.order.findMany({ where: { userId } });
  const cart = async () =>
    (await on.query('{ cart { itemCount items { priceChanged unitPrice { amount } } } }', {}, identity)).data
      .cart;
  const publish = (
    definition: typeof ProductUpdated | typeof ProductArchived,
    facts: { price: number; archived?: boolean; version: number },
  ) => {
    const price = { cents: facts.price, currencyCode: 'USD' };
    const data = {
      productId,
      name: 'Chair',
      categoryId: randomUUID(),
      price,
      archived: facts.archived ?? false,
      version: facts.version,
    };
    return on.bus.deliver(createMessage(definition, { aggregateId: productId, data }));
  };
  return { userId, identity, productId, checkout, placed, cart, publish };
}

describe('checkout', () => {
  it('writes order, items, address, saga, timeline and messages, and empties the cart', async () => {
    const { checkout, placed, cart } = await shopper();
    const { order, userErrors } = await checkout();
    expect(userErrors).toEqual([]);
    expect(order).toMatchObject({ status: 'PENDING', total: { amount: '55.00' } });
    expect(order?.number).toMatch(/^TA-\d{9}$/);
    const [row] = await placed();
    expect(row?.shippingAddress).toMatchObject({ recipient: 'Ann Bee', countryCode: 'US' });
    const written = await orders.read(row!.id);
    expect(written.items).toMatchObject([{ productName: 'Chair', quantity: 2, unitPriceCents: 2_500n }]);
    expect(written.saga).toMatchObject({
      state: 'RUNNING',
      awaits: 'OUTCOME',
      paymentMethodToken: 'tok_visa',
    });
    expect(await cart()).toEqual({ itemCount: 0, items: [] });
  });

  it('counts on with the order numbers', async () => {
    const numbers: number[] = [];
    for (let count = 0; count < 3; count += 1) {
      const { checkout } = await shopper();
      numbers.push(Number((await checkout()).order?.number.slice(3)));
    }
    expect(numbers[1]).toBeGreaterThan(numbers[0]!);
    expect(numbers[2]).toBeGreaterThan(numbers[1]!);
  });

  it('gives ten identical checkouts at once one order', async () => {
    const { checkout, placed } = await shopper();
    const answers = await Promise.all(Array.from({ length: 10 }, () => checkout()));
    const ids = new Set(answers.map((answer) => answer.order?.id));
    expect(answers.flatMap((answer) => answer.userErrors)).toEqual([]);
    expect(ids.size).toBe(1);
    expect(await placed()).toHaveLength(1);
    expect(await orders.sent('ReserveInventory', [...ids][0]!)).toHaveLength(1);
  });

  it('gives one cart to one of two checkouts at once with different keys', async () => {
    const { checkout, placed } = await shopper();
    const answers = await Promise.all([checkout(), checkout({ idempotencyKey: 'another' })]);
    expect(answers.filter((answer) => answer.order !== null)).toHaveLength(1);
    expect(answers.flatMap((answer) => answer.userErrors.map((error) => error.code))).toEqual(['CART_EMPTY']);
    expect(await placed()).toHaveLength(1);
  });

  it('gives the same order to the same key later, and refuses the key for something else', async () => {
    const { checkout, placed } = await shopper();
    const first = await checkout();
    expect((await checkout()).order?.id).toBe(first.order?.id);
    const other = await checkout({ paymentMethod: { token: 'tok_other' } });
    expect(other).toMatchObject({
      order: null,
      userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED', field: ['input', 'idempotencyKey'] }],
    });
    expect(await placed()).toHaveLength(1);
  });

  it('keeps the keys of two customers apart', async () => {
    const [one, two] = [await shopper(), await shopper()];
    const answers = [
      await one.checkout({ idempotencyKey: 'same' }),
      await two.checkout({ idempotencyKey: 'same' }),
    ];
    expect(new Set(answers.map((answer) => answer.order?.id)).size).toBe(2);
  });

  it('leaves no order behind when there is too little of a product, and names it', async () => {
    const { productId, checkout, placed, cart } = await shopper(3);
    orders.neighbours.stock.set(productId, 2);
    expect((await checkout()).userErrors).toEqual([
      { code: 'OUT_OF_STOCK', field: null, message: 'Only 2 of "Chair" are left.' },
    ]);
    orders.neighbours.stock.delete(productId);
    expect((await checkout()).userErrors).toMatchObject([
      { code: 'OUT_OF_STOCK', message: '"Chair" is out of stock.' },
    ]);
    expect(await placed()).toEqual([]);
    expect(await cart()).toMatchObject({ itemCount: 3 });
    orders.neighbours.stock.set(productId, 3);
    expect((await checkout()).order).not.toBeNull();
  });

  it('does not tell a foreign address from one that does not exist', async () => {
    const { checkout, placed } = await shopper();
    for (const shippingAddressId of [orders.neighbours.addAddress(randomUUID()), randomUUID()]) {
      expect((await checkout({ shippingAddressId })).userErrors).toEqual([
        { code: 'NOT_FOUND', field: ['input', 'shippingAddressId'], message: 'There is no such address.' },
      ]);
    }
    expect(await placed()).toEqual([]);
  });

  it('refuses a changed price once, shows the new one, and takes it the next time', async () => {
    const { checkout, cart, publish } = await shopper();
    await publish(ProductUpdated, { price: 2_600, version: 2 });
    expect(await cart()).toMatchObject({ items: [{ priceChanged: true, unitPrice: { amount: '25.00' } }] });
    expect((await checkout()).userErrors).toMatchObject([{ code: 'PRICE_CHANGED' }]);
    expect(await cart()).toMatchObject({ items: [{ priceChanged: false, unitPrice: { amount: '26.00' } }] });
    expect((await checkout()).order).toMatchObject({ total: { amount: '57.00' } });
  });

  it('ignores news of a product that are older than what it knows', async () => {
    const { checkout, publish } = await shopper();
    await publish(ProductUpdated, { price: 2_500, version: 5 });
    await publish(ProductUpdated, { price: 9_900, version: 4 });
    expect((await checkout()).order).toMatchObject({ total: { amount: '55.00' } });
  });

  it('refuses an archived product', async () => {
    const { checkout, publish, placed } = await shopper();
    await publish(ProductArchived, { price: 2_500, archived: true, version: 2 });
    expect((await checkout()).userErrors).toMatchObject([{ code: 'PRODUCT_ARCHIVED' }]);
    expect(await placed()).toEqual([]);
  });

  it('checks anew what was put into the cart while stock was asked for', async () => {
    const { identity, checkout, placed } = await shopper();
    const late = await orders.product(1_000);
    orders.neighbours.stock.set(late, 0);
    orders.neighbours.interfere = async (subgraph) => {
      if (subgraph !== 'inventory') return;
      orders.neighbours.interfere = () => undefined;
      await orders.query(ADD_TO_CART, { input: { productId: late, quantity: 1 } }, identity);
    };
    expect((await checkout()).userErrors).toMatchObject([{ code: 'OUT_OF_STOCK' }]);
    expect(await placed()).toEqual([]);
  });

  it('answers SERVICE_UNAVAILABLE when a service that it asks is away, and leaves no order', async () => {
    const { checkout, placed } = await shopper();
    orders.neighbours.interfere = () => Promise.reject(new Error('away'));
    await expect(checkout()).rejects.toThrow('SERVICE_UNAVAILABLE');
    orders.neighbours.interfere = () => undefined;
    expect(await placed()).toEqual([]);
    expect((await checkout()).order).not.toBeNull();
  });

  it('refuses an empty cart', async () => {
    const { checkout } = await shopper();
    await checkout();
    expect((await checkout({ idempotencyKey: 'second' })).userErrors).toEqual([
      { code: 'CART_EMPTY', field: null, message: 'There is nothing in the cart.' },
    ]);
  });
});

describe('checkout that waits', () => {
  const amount = { cents: 5_500, currencyCode: 'USD' };

  function respond(message: Message): readonly Message[] {
    const { type, data, aggregateId } = message as AnyMessage;
    const orderId = aggregateId;
    if (type === 'ReserveInventory')
      return [createMessage(InventoryReserved, { aggregateId, data: { orderId, items: data.items } })];
    if (type !== 'ProcessPayment') return [];
    const paymentId = randomUUID();
    if (data.paymentMethodToken === 'tok_threeDSecure') {
      return [
        createMessage(PaymentActionRequired, {
          aggregateId,
          data: { paymentId, orderId, userId: data.userId, clientSecret: 's' },
        }),
      ];
    }
    return data.paymentMethodToken === 'tok_never'
      ? []
      : [createMessage(PaymentCompleted, { aggregateId, data: { paymentId, orderId, amount } })];
  }

  let quick: TestOrders;

  beforeAll(async () => {
    quick = await startOrders({ respond, checkoutWait: 1_500 });
  });
  afterAll(() => quick.stop());

  it('returns the state that the order has reached', async () => {
    const { checkout } = await shopper(2, 2_500, quick);
    expect((await checkout()).order).toMatchObject({ status: 'CONFIRMED' });
  });

  it('does not wait out its time for a customer who has to confirm', async () => {
    const { checkout } = await shopper(2, 2_500, quick);
    const start = performance.now();
    expect((await checkout({ paymentMethod: { token: 'tok_threeDSecure' } })).order).toMatchObject({
      status: 'RESERVED',
    });
    expect(performance.now() - start).toBeLessThan(1_200);
  });

  it('returns what there is when time is up', async () => {
    const { checkout } = await shopper(2, 2_500, quick);
    expect((await checkout({ paymentMethod: { token: 'tok_never' } })).order).toMatchObject({
      status: 'RESERVED',
    });
  });
});

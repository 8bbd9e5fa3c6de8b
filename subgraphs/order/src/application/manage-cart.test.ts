import { randomUUID } from 'node:crypto';
import { createMessage, ProductArchived, UserDeleted } from '@techally/contracts';
import type { Identity } from '@techally/identity';
import { testUser } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPrismaCartStore } from '../adapters/prisma-cart-store.js';
import { startOrders, type TestOrders } from '../testing/start-orders.js';
import { hashCartToken } from './cart-token.js';
import { GUEST_CART_LIFETIME } from './keep-house.js';

let orders: TestOrders;

beforeAll(async () => {
  orders = await startOrders();
});
afterAll(() => orders.stop());

interface CartAnswer {
  readonly token: string | null;
  readonly itemCount: number;
  readonly total: { readonly amount: string };
  readonly items: readonly {
    readonly product: { readonly id: string };
    readonly quantity: number;
    readonly lineTotal: { readonly amount: string };
  }[];
}

const FIELDS = 'token itemCount total { amount } items { product { id } quantity lineTotal { amount } }';

async function change(
  name: 'addToCart' | 'setCartItem' | 'removeFromCart' | 'mergeCart',
  input: object,
  identity?: Identity,
) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const mutation = `mutation ($input: ${type}!) { ${name}(input: $input) { cart { ${FIELDS} } userErrors { code field } } }`;
  const { data, errors } = await orders.query(mutation, { input }, identity);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data[name] as { cart: CartAnswer | null; userErrors: { code: string; field: string[] | null }[] };
}

async function look(token: string | null, identity?: Identity): Promise<CartAnswer | null> {
  const { data } = await orders.query(
    `query ($token: String) { cart(token: $token) { ${FIELDS} } }`,
    { token },
    identity,
  );
  return data.cart;
}

describe("a user's cart", () => {
  it('is empty at first, and looking at it writes nothing', async () => {
    const userId = randomUUID();
    expect(await look(null, testUser(userId))).toEqual({
      token: null,
      itemCount: 0,
      total: { amount: '0.00' },
      items: [],
    });
    expect(await orders.database.cart.count({ where: { userId } })).toBe(0);
  });

  it('adds up fifty additions at once of one product, from nothing', async () => {
    const user = testUser(randomUUID());
    const productId = await orders.product(100);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => change('addToCart', { productId, quantity: 2 }, user)),
    );
    expect(answers.flatMap((answer) => answer.userErrors)).toEqual([]);
    expect(await look(null, user)).toMatchObject({
      itemCount: 100,
      total: { amount: '100.00' },
      items: [{ quantity: 100 }],
    });
  });

  it('sets quantities, takes products out, and takes them out with 0', async () => {
    const user = testUser(randomUUID());
    const [one, two] = [await orders.product(100), await orders.product(250)];
    await change('addToCart', { productId: one, quantity: 3 }, user);
    await change('setCartItem', { productId: two, quantity: 4 }, user);
    expect((await change('setCartItem', { productId: one, quantity: 1 }, user)).cart).toMatchObject({
      itemCount: 5,
      total: { amount: '11.00' },
      items: [
        { product: { id: one }, quantity: 1 },
        { product: { id: two }, lineTotal: { amount: '10.00' } },
      ],
    });
    expect((await change('setCartItem', { productId: one, quantity: 0 }, user)).cart?.items).toHaveLength(1);
    expect((await change('removeFromCart', { productId: two }, user)).cart?.items).toEqual([]);
    expect((await change('removeFromCart', { productId: two }, user)).userErrors).toEqual([]);
  });

  it('refuses what is unknown, archived or too much, and stays as it is', async () => {
    const user = testUser(randomUUID());
    const productId = await orders.product(100);
    const archived = await orders.product(100);
    const facts = {
      productId: archived,
      name: 'Old',
      categoryId: randomUUID(),
      price: { cents: 100, currencyCode: 'USD' },
      archived: true,
      version: 2,
    };
    await orders.bus.deliver(createMessage(ProductArchived, { aggregateId: archived, data: facts }));
    await change('addToCart', { productId, quantity: 999 }, user);
    const refusals = [
      [{ productId: randomUUID(), quantity: 1 }, 'NOT_FOUND', 'productId'],
      [{ productId: archived, quantity: 1 }, 'PRODUCT_ARCHIVED', 'productId'],
      [{ productId: 'chair', quantity: 1 }, 'INVALID_INPUT', 'productId'],
      [{ productId, quantity: 2 }, 'INVALID_INPUT', 'quantity'],
      [{ productId, quantity: 0 }, 'INVALID_INPUT', 'quantity'],
      [{ productId, quantity: -1 }, 'INVALID_INPUT', 'quantity'],
      [{ productId, quantity: 1_001 }, 'INVALID_INPUT', 'quantity'],
    ] as const;
    for (const [input, code, field] of refusals) {
      expect(await change('addToCart', input, user)).toEqual({
        cart: null,
        userErrors: [{ code, field: ['input', field] }],
      });
    }
    expect(await look(null, user)).toMatchObject({ itemCount: 999 });
  });

  it('is deleted with the account, and orders stay', async () => {
    const userId = randomUUID();
    const orderId = await orders.place(userId);
    await change('addToCart', { productId: await orders.product() }, testUser(userId));
    await orders.bus.deliver(createMessage(UserDeleted, { aggregateId: userId, data: { userId } }));
    expect(await orders.database.cart.count({ where: { userId } })).toBe(0);
    expect(await orders.database.order.count({ where: { id: orderId } })).toBe(1);
  });
});

describe("a guest's cart", () => {
  it('comes with a token, which finds it again and of which only a hash is stored', async () => {
    const productId = await orders.product(100);
    const { cart } = await change('addToCart', { productId, quantity: 2 });
    expect(cart?.token).toMatch(/^[\w-]{43}$/);
    expect(await look(cart?.token ?? null)).toEqual(cart);
    const more = await change('addToCart', { productId, quantity: 1, cartToken: cart?.token });
    expect(more.cart).toMatchObject({ token: cart?.token, itemCount: 3 });
    expect(JSON.stringify(await orders.database.cart.findMany())).not.toContain(cart?.token);
  });

  it('is not there without its token, or with another', async () => {
    const productId = await orders.product(100);
    const { cart } = await change('addToCart', { productId, quantity: 2 });
    expect(await look(null)).toBeNull();
    for (const cartToken of ['x', `${cart?.token ?? ''}x`, randomUUID()]) {
      expect(await look(cartToken)).toBeNull();
      for (const name of ['addToCart', 'setCartItem', 'removeFromCart'] as const) {
        const input =
          name === 'removeFromCart' ? { productId, cartToken } : { productId, quantity: 1, cartToken };
        expect(await change(name, input)).toEqual({
          cart: null,
          userErrors: [{ code: 'NOT_FOUND', field: ['input', 'cartToken'] }],
        });
      }
    }
    expect(await look(cart?.token ?? null)).toMatchObject({ itemCount: 2 });
  });

  it("never leads into a user's cart, nor a user into a guest's", async () => {
    const user = testUser(randomUUID());
    const productId = await orders.product(100);
    await change('addToCart', { productId, quantity: 7 }, user);
    const { cart } = await change('addToCart', { productId, quantity: 2 });
    expect(await look(cart?.token ?? null, user)).toMatchObject({ token: null, itemCount: 7 });
    await change('setCartItem', { productId, quantity: 9, cartToken: cart?.token }, user);
    expect(await look(cart?.token ?? null)).toMatchObject({ itemCount: 2 });
  });

  it('is deleted when nobody has come back for a month; carts of users are kept', async () => {
    const userId = randomUUID();
    const productId = await orders.product(100);
    const carts = createPrismaCartStore(orders.database);
    const [old, fresh] = [await change('addToCart', { productId }), await change('addToCart', { productId })];
    await change('addToCart', { productId }, testUser(userId));
    const before = new Date(Date.now() - GUEST_CART_LIFETIME);
    const longAgo = new Date(before.getTime() - 1_000);
    const tokenHash = hashCartToken(old.cart?.token ?? '');
    await orders.database.cart.updateMany({
      where: { OR: [{ tokenHash }, { userId }] },
      data: { updatedAt: longAgo },
    });
    expect(await carts.deleteAbandoned(before)).toBe(1);
    expect(await look(old.cart?.token ?? null)).toBeNull();
    expect(await look(fresh.cart?.token ?? null)).toMatchObject({ itemCount: 1 });
    expect(await look(null, testUser(userId))).toMatchObject({ itemCount: 1 });
  });

  it('leaves no cart behind when its first addition is refused', async () => {
    const before = await orders.database.cart.count();
    await change('addToCart', { productId: randomUUID() });
    expect(await orders.database.cart.count()).toBe(before);
  });
});

describe('mergeCart', () => {
  it('adds the guest cart to the own one, once, and ends the token', async () => {
    const user = testUser(randomUUID());
    const [one, two] = [await orders.product(100), await orders.product(250)];
    await change('addToCart', { productId: one, quantity: 700 }, user);
    const guest = (await change('addToCart', { productId: one, quantity: 400 })).cart?.token;
    await change('addToCart', { productId: two, quantity: 2, cartToken: guest });
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => change('mergeCart', { cartToken: guest }, user)),
    );
    expect(answers.filter((answer) => answer.cart !== null)).toHaveLength(1);
    expect(answers.flatMap((answer) => answer.userErrors.map((error) => error.code))).toEqual([
      'NOT_FOUND',
      'NOT_FOUND',
      'NOT_FOUND',
    ]);
    expect(await look(null, user)).toMatchObject({
      itemCount: 1_002,
      items: [{ quantity: 1_000 }, { quantity: 2 }],
    });
    expect(await look(guest ?? null)).toBeNull();
  });

  it('gives a guest cart to one of two users who have its token', async () => {
    const productId = await orders.product(100);
    const cartToken = (await change('addToCart', { productId, quantity: 2 })).cart?.token;
    const users = [testUser(randomUUID()), testUser(randomUUID())];
    await Promise.all(users.map((user) => change('mergeCart', { cartToken }, user)));
    const counts = await Promise.all(users.map(async (user) => (await look(null, user))?.itemCount));
    expect(counts.sort()).toEqual([0, 2]);
  });
});

import { randomUUID } from 'node:crypto';
import { InventoryReleased, InventoryReserved } from '@techally/contracts';
import { testUser } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin, startAskedOrders, type AskedOrders } from '../testing/ask-orders.js';

let orders: AskedOrders;

beforeAll(async () => {
  orders = await startAskedOrders();
});
afterAll(() => orders.stop());

describe('an order in the graph', () => {
  const ORDER = `query ($id: ID!) { order(id: $id) {
    id number status version subtotal { amount } shippingCost { amount } tax { amount } discount { amount } total { amount currencyCode }
    items { product { id } productName quantity unitPrice { amount } lineTotal { amount } }
    shippingAddress { recipient line1 line2 city state postalCode countryCode }
    failure { code message } timeline { status note } shipment { status carrier } customer { id orders(first: 1) { totalCount } }
  } }`;

  it('shows everything to its customer', async () => {
    const userId = randomUUID();
    const id = await orders.confirmed(userId);
    const { data, codes } = await orders.ask(ORDER, { id: id.toUpperCase() }, testUser(userId));
    expect(codes).toEqual([]);
    expect(data.order).toMatchObject({
      id,
      status: 'CONFIRMED',
      subtotal: { amount: '50.00' },
      shippingCost: { amount: '5.00' },
      tax: { amount: '0.00' },
      discount: { amount: '0.00' },
      total: { amount: '55.00', currencyCode: 'USD' },
      items: [
        { productName: 'Chair', quantity: 2, unitPrice: { amount: '25.00' }, lineTotal: { amount: '50.00' } },
      ],
      shippingAddress: { recipient: 'Ann Bee', line2: null, countryCode: 'US' },
      failure: null,
      shipment: { status: 'PENDING' },
      customer: { id: userId, orders: { totalCount: 1 } },
    });
    expect(data.order.timeline).toHaveLength(4);
  });

  it('is null for everybody else, an administrator included, and closed to the anonymous', async () => {
    const id = await orders.place(randomUUID());
    for (const identity of [testUser(randomUUID()), admin]) {
      expect(await orders.ask(ORDER, { id }, identity)).toEqual({ data: { order: null }, codes: [] });
    }
    expect((await orders.ask(ORDER, { id })).codes).toEqual(['UNAUTHENTICATED']);
    expect((await orders.ask(ORDER, { id: 'nonsense' }, admin)).codes).toEqual(['BAD_USER_INPUT']);
  });

  it('says why it was cancelled', async () => {
    const userId = randomUUID();
    const id = await orders.place(userId);
    await orders.mutate('cancelOrder', 'order { id }', { orderId: id }, testUser(userId));
    await orders.tell(InventoryReserved, { orderId: id, items: [{ productId: randomUUID(), quantity: 1 }] });
    await orders.tell(InventoryReleased, { orderId: id });
    const { data } = await orders.ask(
      'query ($id: ID!) { order(id: $id) { status failure { code message } } }',
      { id },
      testUser(userId),
    );
    expect(data.order).toEqual({
      status: 'CANCELLED',
      failure: { code: 'CANCELLED_BY_CUSTOMER', message: 'The customer cancelled the order.' },
    });
  });
});

describe('lists of orders', () => {
  const PAGE = `query ($representations: [_Any!]!, $first: Int, $after: String, $last: Int, $before: String) {
    _entities(representations: $representations) { ... on User { orders(first: $first, after: $after, last: $last, before: $before) {
      edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage endCursor startCursor } } } } }`;

  it('come newest first, page by page, in both directions', async () => {
    const userId = randomUUID();
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.unshift(await orders.place(userId));
    const representations = [{ __typename: 'User', id: userId }];
    const page = async (args: object) => {
      const { data } = await orders.ask(PAGE, { representations, ...args }, testUser(userId));
      return data._entities[0].orders as {
        edges: { cursor: string; node: { id: string } }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
    };
    const first = await page({ first: 3 });
    expect(first.edges.map((edge) => edge.node.id)).toEqual(ids.slice(0, 3));
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = await page({ first: 3, after: first.pageInfo.endCursor });
    expect(second.edges.map((edge) => edge.node.id)).toEqual(ids.slice(3));
    const back = await page({ last: 2, before: second.edges[0]?.cursor });
    expect(back.edges.map((edge) => edge.node.id)).toEqual(ids.slice(1, 3));
  });

  it('refuse cursors that are none of theirs', async () => {
    const forge = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url');
    const cursors = [
      'x',
      forge('ORDERS_NEWEST', 'yesterday', randomUUID()),
      forge('ORDERS_NEWEST', new Date(), "' OR 1=1"),
      forge('ORDERS_NEWEST'),
    ];
    for (const after of cursors) {
      expect(
        (
          await orders.ask(
            'query ($after: String) { orders(after: $after) { totalCount } }',
            { after },
            admin,
          )
        ).codes,
      ).toEqual(['BAD_USER_INPUT']);
    }
    const sales = 'query ($after: String) { salesStatistics { byProduct(after: $after) { totalCount } } }';
    expect((await orders.ask(sales, { after: forge('SALES_BY_PRODUCT', 'x') }, admin)).codes).toEqual([
      'BAD_USER_INPUT',
    ]);
  });

  it('show administrators all orders, narrowed as they wish', async () => {
    const userId = randomUUID();
    const [one, two] = [await orders.place(userId), await orders.confirmed(userId)];
    const LIST =
      'query ($filter: OrderFilterInput) { orders(filter: $filter) { totalCount edges { node { id number } } } }';
    const list = async (filter: object) =>
      (await orders.ask(LIST, { filter }, admin)).data.orders.edges.map(
        (edge: { node: { id: string } }) => edge.node.id,
      );
    expect(await list({ userId })).toEqual([two, one]);
    expect(await list({ userId, status: 'CONFIRMED' })).toEqual([two]);
    const { sequence } = await orders.read(one);
    expect(await list({ number: `ta-${String(sequence).padStart(9, '0')}` })).toEqual([one]);
    expect(await list({ number: 'TA-1' })).toEqual([]);
    expect((await orders.ask(LIST, {}, testUser(userId))).codes).toEqual(['FORBIDDEN']);
    expect((await orders.ask(LIST)).codes).toEqual(['UNAUTHENTICATED']);
    expect((await orders.ask(LIST, { filter: { userId: 'x' } }, admin)).codes).toEqual(['BAD_USER_INPUT']);
  });
});

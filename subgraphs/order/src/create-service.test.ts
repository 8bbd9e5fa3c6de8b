import { randomUUID } from 'node:crypto';
import { InventoryReleased, InventoryReserved, PaymentCompleted } from '@techally/contracts';
import type { Identity } from '@techally/identity';
import { testUser } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKOUT, startOrders, type TestOrders } from './testing/start-orders.js';

let orders: TestOrders;

beforeAll(async () => {
  orders = await startOrders();
});
afterAll(() => orders.stop());

const admin = testUser(randomUUID(), 'ADMIN');
const service: Identity = { kind: 'service', service: 'payment' };

async function confirmed(
  userId: string,
  options: { priceCents?: number; quantity?: number } = {},
): Promise<string> {
  const orderId = await orders.place(userId, options);
  await orders.tell(InventoryReserved, { orderId, items: [{ productId: randomUUID(), quantity: 1 }] });
  const { totalCents } = await orders.read(orderId);
  await orders.tell(PaymentCompleted, {
    paymentId: randomUUID(),
    orderId,
    amount: { cents: Number(totalCents), currencyCode: 'USD' },
  });
  return orderId;
}

async function ask(query: string, variables: object = {}, identity?: Identity) {
  const { data, errors } = await orders.query(query, { ...variables }, identity);
  return { data, codes: (errors ?? []).map((error) => error.extensions?.['code']) };
}

async function mutate(
  name: 'createShipment' | 'updateShipment' | 'cancelOrder' | 'retrySaga',
  fields: string,
  input: object,
  identity?: Identity,
) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const mutation = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { code field } } }`;
  const { data, codes } = await ask(mutation, { input }, identity);
  return { ...(data?.[name] as { userErrors?: { code: string }[]; shipment?: unknown }), codes };
}

const SHIPMENT = 'shipment { id status carrier trackingNumber version order { status } }';

describe('an order in the graph', () => {
  const ORDER = `query ($id: ID!) { order(id: $id) {
    id number status version subtotal { amount } shippingCost { amount } tax { amount } discount { amount } total { amount currencyCode }
    items { product { id } productName quantity unitPrice { amount } lineTotal { amount } }
    shippingAddress { recipient line1 line2 city state postalCode countryCode }
    failure { code message } timeline { status note } shipment { status carrier } customer { id orders(first: 1) { totalCount } }
  } }`;

  it('shows everything to its customer', async () => {
    const userId = randomUUID();
    const id = await confirmed(userId);
    const { data, codes } = await ask(ORDER, { id: id.toUpperCase() }, testUser(userId));
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
      expect(await ask(ORDER, { id }, identity)).toEqual({ data: { order: null }, codes: [] });
    }
    expect((await ask(ORDER, { id })).codes).toEqual(['UNAUTHENTICATED']);
    expect((await ask(ORDER, { id: 'nonsense' }, admin)).codes).toEqual(['BAD_USER_INPUT']);
  });

  it('says why it was cancelled', async () => {
    const userId = randomUUID();
    const id = await orders.place(userId);
    await mutate('cancelOrder', 'order { id }', { orderId: id }, testUser(userId));
    await orders.tell(InventoryReserved, { orderId: id, items: [{ productId: randomUUID(), quantity: 1 }] });
    await orders.tell(InventoryReleased, { orderId: id });
    const { data } = await ask(
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

describe('what other subgraphs may ask for', () => {
  const ENTITIES = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    __typename ... on Order { id number } ... on Shipment { id carrier } ... on User { id orders { totalCount edges { node { id } } } }
  } }`;

  it('is open to the owner, administrators and services, and null for everybody else', async () => {
    const userId = randomUUID();
    const id = await confirmed(userId);
    const shipmentId = (await orders.read(id)).shipment?.id;
    const representations = [
      { __typename: 'Order', id },
      { __typename: 'Shipment', id: shipmentId },
      { __typename: 'User', id: userId },
    ];
    for (const identity of [testUser(userId), admin, service]) {
      const { data } = await ask(ENTITIES, { representations }, identity);
      expect(data._entities).toMatchObject([
        { id },
        { id: shipmentId },
        { orders: { totalCount: 1, edges: [{ node: { id } }] } },
      ]);
    }
    for (const identity of [testUser(randomUUID()), undefined]) {
      expect(await ask(ENTITIES, { representations }, identity)).toEqual({
        data: { _entities: [null, null, null] },
        codes: [],
      });
    }
  });

  it('is null for ids that are none', async () => {
    const representations = ['Order', 'Shipment', 'User'].flatMap((__typename) =>
      ["' OR 1=1", randomUUID()].map((id) => ({ __typename, id })),
    );
    const { data, codes } = await ask(ENTITIES, { representations }, testUser(randomUUID()));
    expect({ data, codes }).toEqual({ data: { _entities: [null, null, null, null, null, null] }, codes: [] });
  });

  it('costs one query per level, however many orders there are', async () => {
    const users = [randomUUID(), randomUUID(), randomUUID()];
    for (const userId of users) await confirmed(userId);
    await confirmed(users[0]!);
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on User {
      orders(first: 5) { totalCount edges { node { items { quantity } timeline { status } shipment { status order { id } } customer { id } } } } } } }`;
    const representations = users.map((id) => ({ __typename: 'User', id }));
    const before = orders.statements.length;
    const { data } = await ask(query, { representations }, admin);
    const statements = orders.statements.slice(before);
    expect(data._entities.map((user: { orders: { totalCount: number } }) => user.orders.totalCount)).toEqual([
      2, 1, 1,
    ]);
    // Orders of users, their number, items, timelines, shipments, and the orders of the shipments.
    expect(statements.length, statements.join('\n')).toBe(6);
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
      const { data } = await ask(PAGE, { representations, ...args }, testUser(userId));
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
        (await ask('query ($after: String) { orders(after: $after) { totalCount } }', { after }, admin))
          .codes,
      ).toEqual(['BAD_USER_INPUT']);
    }
    const sales = 'query ($after: String) { salesStatistics { byProduct(after: $after) { totalCount } } }';
    expect((await ask(sales, { after: forge('SALES_BY_PRODUCT', 'x') }, admin)).codes).toEqual([
      'BAD_USER_INPUT',
    ]);
  });

  it('show administrators all orders, narrowed as they wish', async () => {
    const userId = randomUUID();
    const [one, two] = [await orders.place(userId), await confirmed(userId)];
    const LIST =
      'query ($filter: OrderFilterInput) { orders(filter: $filter) { totalCount edges { node { id number } } } }';
    const list = async (filter: object) =>
      (await ask(LIST, { filter }, admin)).data.orders.edges.map(
        (edge: { node: { id: string } }) => edge.node.id,
      );
    expect(await list({ userId })).toEqual([two, one]);
    expect(await list({ userId, status: 'CONFIRMED' })).toEqual([two]);
    const { sequence } = await orders.read(one);
    expect(await list({ number: `ta-${String(sequence).padStart(9, '0')}` })).toEqual([one]);
    expect(await list({ number: 'TA-1' })).toEqual([]);
    expect((await ask(LIST, {}, testUser(userId))).codes).toEqual(['FORBIDDEN']);
    expect((await ask(LIST)).codes).toEqual(['UNAUTHENTICATED']);
    expect((await ask(LIST, { filter: { userId: 'x' } }, admin)).codes).toEqual(['BAD_USER_INPUT']);
  });
});

describe('shipments', () => {
  it('take an order from CONFIRMED over SHIPPED to DELIVERED', async () => {
    const orderId = await confirmed(randomUUID());
    const sent = await mutate(
      'createShipment',
      SHIPMENT,
      { orderId, carrier: 'UPS', trackingNumber: '1Z' },
      admin,
    );
    const shipment = sent.shipment as { id: string; version: number };
    expect(shipment).toMatchObject({
      status: 'SHIPPED',
      carrier: 'UPS',
      trackingNumber: '1Z',
      order: { status: 'SHIPPED' },
    });
    const moved = await mutate(
      'updateShipment',
      SHIPMENT,
      { shipmentId: shipment.id, version: shipment.version, status: 'IN_TRANSIT' },
      admin,
    );
    expect(moved.shipment).toMatchObject({
      status: 'IN_TRANSIT',
      version: shipment.version + 1,
      order: { status: 'SHIPPED' },
    });
    const there = { shipmentId: shipment.id, version: shipment.version + 1, status: 'DELIVERED' };
    expect(await mutate('updateShipment', SHIPMENT, there, admin)).toMatchObject({
      shipment: { status: 'DELIVERED', order: { status: 'DELIVERED' } },
    });
    expect(await orders.sent('ShipmentUpdated', orderId)).toHaveLength(3);
    expect(await orders.sent('OrderDelivered', orderId)).toHaveLength(1);
  });

  it('refuse what the state, the version or the input does not allow', async () => {
    const [pending, orderId] = [await orders.place(randomUUID()), await confirmed(randomUUID())];
    const carrier = 'UPS';
    expect(
      (await mutate('createShipment', SHIPMENT, { orderId: pending, carrier }, admin)).userErrors,
    ).toMatchObject([{ code: 'INVALID_STATE' }]);
    expect(
      (await mutate('createShipment', SHIPMENT, { orderId: randomUUID(), carrier }, admin)).userErrors,
    ).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(
      (await mutate('createShipment', SHIPMENT, { orderId, carrier: '' }, admin)).userErrors,
    ).toMatchObject([{ code: 'INVALID_INPUT' }]);
    const { shipment } = await orders.read(orderId);
    const update = (change: object) =>
      mutate('updateShipment', SHIPMENT, { shipmentId: shipment?.id, version: 1, ...change }, admin);
    expect((await update({ status: 'DELIVERED' })).userErrors).toMatchObject([{ code: 'INVALID_STATE' }]);
    await mutate('createShipment', SHIPMENT, { orderId, carrier }, admin);
    expect((await mutate('createShipment', SHIPMENT, { orderId, carrier }, admin)).userErrors).toMatchObject([
      { code: 'INVALID_STATE' },
    ]);
    expect((await update({ status: 'DELIVERED' })).userErrors).toMatchObject([{ code: 'VERSION_CONFLICT' }]);
    for (const status of ['PENDING', 'CANCELLED']) {
      expect((await update({ version: 2, status })).userErrors).toMatchObject([{ code: 'INVALID_STATE' }]);
    }
    expect((await update({ version: 2, status: 'SHIPPED', trackingNumber: '2Z' })).shipment).toMatchObject({
      trackingNumber: '2Z',
    });
  });

  it('leave once, however many report it at the same time', async () => {
    const orderId = await confirmed(randomUUID());
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => mutate('createShipment', SHIPMENT, { orderId, carrier: 'UPS' }, admin)),
    );
    expect(answers.filter((answer) => answer.shipment !== null)).toHaveLength(1);
  });

  it('do not leave when the order is being cancelled, and a shipped order is not cancelled', async () => {
    const userId = randomUUID();
    const [cancelled, shipped] = [await confirmed(userId), await confirmed(userId)];
    await mutate('cancelOrder', 'order { status }', { orderId: cancelled }, testUser(userId));
    expect(
      (await mutate('createShipment', SHIPMENT, { orderId: cancelled, carrier: 'UPS' }, admin)).userErrors,
    ).toMatchObject([{ code: 'INVALID_STATE' }]);
    await mutate('createShipment', SHIPMENT, { orderId: shipped, carrier: 'UPS' }, admin);
    expect(
      (await mutate('cancelOrder', 'order { status }', { orderId: shipped }, testUser(userId))).userErrors,
    ).toMatchObject([{ code: 'INVALID_STATE' }]);
  });
});

describe('who may do what', () => {
  it('keeps customers from the operations of administrators', async () => {
    const user = testUser(randomUUID());
    const orderId = await confirmed(randomUUID());
    const shipmentId = (await orders.read(orderId)).shipment?.id;
    for (const [identity, code] of [
      [user, 'FORBIDDEN'],
      [undefined, 'UNAUTHENTICATED'],
    ] as const) {
      expect((await mutate('createShipment', SHIPMENT, { orderId, carrier: 'UPS' }, identity)).codes).toEqual(
        [code],
      );
      expect((await mutate('updateShipment', SHIPMENT, { shipmentId, version: 1 }, identity)).codes).toEqual([
        code,
      ]);
      expect((await mutate('retrySaga', 'saga { id }', { sagaId: randomUUID() }, identity)).codes).toEqual([
        code,
      ]);
      expect((await ask('{ sagas { totalCount } }', {}, identity)).codes).toEqual([code]);
      expect((await ask('{ salesStatistics { units } }', {}, identity)).codes).toEqual([code]);
    }
    expect((await orders.read(orderId)).status).toBe('CONFIRMED');
  });

  it('lets nobody but the customer cancel an order, and tells others nothing of it', async () => {
    const orderId = await orders.place(randomUUID());
    const NOT_FOUND = [{ code: 'NOT_FOUND', field: ['input', 'orderId'] }];
    for (const identity of [testUser(randomUUID()), admin]) {
      expect((await mutate('cancelOrder', 'order { id }', { orderId }, identity)).userErrors).toEqual(
        NOT_FOUND,
      );
    }
    expect((await mutate('cancelOrder', 'order { id }', { orderId })).codes).toEqual(['UNAUTHENTICATED']);
    expect((await orders.read(orderId)).saga?.state).toBe('RUNNING');
  });

  it('cancels from the version that was read only, if one is given', async () => {
    const userId = randomUUID();
    const orderId = await confirmed(userId);
    const { version } = await orders.read(orderId);
    const cancel = (from: number) =>
      mutate('cancelOrder', 'order { id }', { orderId, version: from }, testUser(userId));
    expect((await cancel(version - 1)).userErrors).toMatchObject([{ code: 'VERSION_CONFLICT' }]);
    expect((await cancel(version)).userErrors).toEqual([]);
  });

  it('needs a signed-in user and a valid input for checkout', async () => {
    const input = { idempotencyKey: '', shippingAddressId: 'home', paymentMethod: { token: '' } };
    expect((await ask(CHECKOUT, { input })).codes).toEqual(['UNAUTHENTICATED']);
    const { data } = await ask(CHECKOUT, { input }, testUser(randomUUID()));
    expect(
      data.checkout.userErrors.map((error: { field: string[] }) => error.field.join('.')).sort(),
    ).toEqual(['input.idempotencyKey', 'input.paymentMethod.token', 'input.shippingAddressId']);
  });

  it('answers nothing without an identity header', async () => {
    const { errors } = await orders.service.subgraph.execute({ query: '{ __typename }', headers: {} });
    expect(errors?.[0]?.extensions?.['code']).toBe('IDENTITY_HEADER_INVALID');
  });
});

describe('what operators see', () => {
  it('lists sagas with their history, and no card token', async () => {
    const orderId = await orders.place(randomUUID());
    const query = `{ sagas(first: 1, filter: { state: RUNNING }) { totalCount edges { node {
      id state step awaits completedSteps attempts deadline order { id } history { step kind at note } } } } }`;
    const { data, codes } = await ask(query, {}, admin);
    expect(codes).toEqual([]);
    expect(data.sagas.edges[0].node).toMatchObject({
      state: 'RUNNING',
      step: 'reserveInventory',
      awaits: 'OUTCOME',
      completedSteps: ['validateOrder'],
      order: { id: orderId },
      history: [{ kind: 'STARTED' }, { kind: 'COMPLETED' }, { kind: 'STARTED', step: 'reserveInventory' }],
    });
    expect(JSON.stringify(data)).not.toContain('tok_visa');
    expect(orders.service.subgraph.sdl).not.toContain('paymentMethodToken');
  });

  it('adds up what was sold, one statement for a page', async () => {
    const from = new Date(Date.now() + 3_600_000);
    orders.passTime(2 * 3_600_000);
    await confirmed(randomUUID(), { priceCents: 1_000, quantity: 3 });
    await confirmed(randomUUID(), { priceCents: 12_345, quantity: 2 });
    await orders.place(randomUUID());
    const query = `query ($filter: SalesFilterInput, $first: Int, $after: String) { salesStatistics(filter: $filter) {
      orders units revenue { amount }
      byProduct(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { product { id } productName units revenue { amount } } } } } }`;
    const { data } = await ask(query, { filter: { from }, first: 1 }, admin);
    expect(data.salesStatistics).toMatchObject({ orders: 2, units: 5, revenue: { amount: '276.90' } });
    expect(data.salesStatistics.byProduct).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } });
    const before = orders.statements.length;
    const paging = `query ($filter: SalesFilterInput, $after: String) { salesStatistics(filter: $filter) {
      byProduct(first: 100, after: $after) { pageInfo { hasNextPage } edges { node { units revenue { amount } } } } } }`;
    const rest = await ask(
      paging,
      { filter: { from }, after: data.salesStatistics.byProduct.pageInfo.endCursor },
      admin,
    );
    expect(orders.statements.slice(before)).toHaveLength(1);
    const nodes = [...data.salesStatistics.byProduct.edges, ...rest.data.salesStatistics.byProduct.edges].map(
      (edge: { node: { units: number } }) => edge.node,
    );
    expect(nodes.map((node) => node.units).sort()).toEqual([2, 3]);
    expect((await ask(query, { filter: { to: new Date(0) } }, admin)).data.salesStatistics).toMatchObject({
      orders: 0,
      units: 0,
      revenue: { amount: '0.00' },
    });
  });

  it('knows whether its database answers', async () => {
    expect(await orders.service.healthy()).toBe(true);
  });
});

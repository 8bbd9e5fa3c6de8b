import { randomUUID } from 'node:crypto';
import type { Identity } from '@techally/identity';
import { testUser } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin, SHIPMENT, startAskedOrders, type AskedOrders } from './testing/ask-orders.js';
import { CHECKOUT } from './testing/start-orders.js';

let orders: AskedOrders;

beforeAll(async () => {
  orders = await startAskedOrders();
});
afterAll(() => orders.stop());

const service: Identity = { kind: 'service', service: 'payment' };

describe('what other subgraphs may ask for', () => {
  const ENTITIES = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    __typename ... on Order { id number } ... on Shipment { id carrier } ... on User { id orders { totalCount edges { node { id } } } }
  } }`;

  it('is open to the owner, administrators and services, and null for everybody else', async () => {
    const userId = randomUUID();
    const id = await orders.confirmed(userId);
    const shipmentId = (await orders.read(id)).shipment?.id;
    const representations = [
      { __typename: 'Order', id },
      { __typename: 'Shipment', id: shipmentId },
      { __typename: 'User', id: userId },
    ];
    for (const identity of [testUser(userId), admin, service]) {
      const { data } = await orders.ask(ENTITIES, { representations }, identity);
      expect(data._entities).toMatchObject([
        { id },
        { id: shipmentId },
        { orders: { totalCount: 1, edges: [{ node: { id } }] } },
      ]);
    }
    for (const identity of [testUser(randomUUID()), undefined]) {
      expect(await orders.ask(ENTITIES, { representations }, identity)).toEqual({
        data: { _entities: [null, null, null] },
        codes: [],
      });
    }
  });

  it('is null for ids that are none', async () => {
    const representations = ['Order', 'Shipment', 'User'].flatMap((__typename) =>
      ["' OR 1=1", randomUUID()].map((id) => ({ __typename, id })),
    );
    const { data, codes } = await orders.ask(ENTITIES, { representations }, testUser(randomUUID()));
    expect({ data, codes }).toEqual({ data: { _entities: [null, null, null, null, null, null] }, codes: [] });
  });

  it('costs one query per level, however many orders there are', async () => {
    const users = [randomUUID(), randomUUID(), randomUUID()];
    for (const userId of users) await orders.confirmed(userId);
    await orders.confirmed(users[0]!);
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on User {
      orders(first: 5) { totalCount edges { node { items { quantity } timeline { status } shipment { status order { id } } customer { id } } } } } } }`;
    const representations = users.map((id) => ({ __typename: 'User', id }));
    const before = orders.statements.length;
    const { data } = await orders.ask(query, { representations }, admin);
    const statements = orders.statements.slice(before);
    expect(data._entities.map((user: { orders: { totalCount: number } }) => user.orders.totalCount)).toEqual([
      2, 1, 1,
    ]);
    // Orders of users, their number, items, timelines, shipments, and the orders of the shipments.
    expect(statements.length, statements.join('\n')).toBe(6);
  });
});

describe('who may do what', () => {
  it('keeps customers from the operations of administrators', async () => {
    const user = testUser(randomUUID());
    const orderId = await orders.confirmed(randomUUID());
    const shipmentId = (await orders.read(orderId)).shipment?.id;
    for (const [identity, code] of [
      [user, 'FORBIDDEN'],
      [undefined, 'UNAUTHENTICATED'],
    ] as const) {
      expect(
        (await orders.mutate('createShipment', SHIPMENT, { orderId, carrier: 'UPS' }, identity)).codes,
      ).toEqual([code]);
      expect(
        (await orders.mutate('updateShipment', SHIPMENT, { shipmentId, version: 1 }, identity)).codes,
      ).toEqual([code]);
      expect(
        (await orders.mutate('retrySaga', 'saga { id }', { sagaId: randomUUID() }, identity)).codes,
      ).toEqual([code]);
      expect((await orders.ask('{ sagas { totalCount } }', {}, identity)).codes).toEqual([code]);
      expect((await orders.ask('{ salesStatistics { units } }', {}, identity)).codes).toEqual([code]);
    }
    expect((await orders.read(orderId)).status).toBe('CONFIRMED');
  });

  it('lets nobody but the customer cancel an order, and tells others nothing of it', async () => {
    const orderId = await orders.place(randomUUID());
    const NOT_FOUND = [{ code: 'NOT_FOUND', field: ['input', 'orderId'] }];
    for (const identity of [testUser(randomUUID()), admin]) {
      expect((await orders.mutate('cancelOrder', 'order { id }', { orderId }, identity)).userErrors).toEqual(
        NOT_FOUND,
      );
    }
    expect((await orders.mutate('cancelOrder', 'order { id }', { orderId })).codes).toEqual([
      'UNAUTHENTICATED',
    ]);
    expect((await orders.read(orderId)).saga?.state).toBe('RUNNING');
  });

  it('cancels from the version that was read only, if one is given', async () => {
    const userId = randomUUID();
    const orderId = await orders.confirmed(userId);
    const { version } = await orders.read(orderId);
    const cancel = (from: number) =>
      orders.mutate('cancelOrder', 'order { id }', { orderId, version: from }, testUser(userId));
    expect((await cancel(version - 1)).userErrors).toMatchObject([{ code: 'VERSION_CONFLICT' }]);
    expect((await cancel(version)).userErrors).toEqual([]);
  });

  it('needs a signed-in user and a valid input for checkout', async () => {
    const input = { idempotencyKey: '', shippingAddressId: 'home', paymentMethod: { token: '' } };
    expect((await orders.ask(CHECKOUT, { input })).codes).toEqual(['UNAUTHENTICATED']);
    const { data } = await orders.ask(CHECKOUT, { input }, testUser(randomUUID()));
    expect(
      data.checkout.userErrors.map((error: { field: string[] }) => error.field.join('.')).sort(),
    ).toEqual(['input.idempotencyKey', 'input.paymentMethod.token', 'input.shippingAddressId']);
  });

  it('answers nothing without an identity header', async () => {
    const { errors } = await orders.service.subgraph.execute({ query: '{ __typename }', headers: {} });
    expect(errors?.[0]?.extensions?.['code']).toBe('IDENTITY_HEADER_INVALID');
  });
});

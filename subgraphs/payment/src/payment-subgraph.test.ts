import { randomUUID } from 'node:crypto';
import { ANONYMOUS } from '@techally/identity';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkLedger } from './adapters/check-ledger.js';
import { ADMIN, createPaymentWorld, customer, type PaymentWorld } from './testing/payment-world.js';

const PAYMENT = `query ($id: ID!) { payment(id: $id) {
  id status amount { amount currencyCode } refundedAmount { amount } failure { code message declineCode } clientSecret
  order { id number } refunds { amount { amount } status reason } version createdAt } }`;
const PAYMENT_ENTITY = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on Payment { id amount { amount } clientSecret } } }`;
const ORDER_ENTITY = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on Order { id payment { id status clientSecret } } } }`;

let world: PaymentWorld;
const ann = customer();
const eve = customer();
const annId = ann.kind === 'user' ? ann.userId : '';

beforeAll(async () => {
  world = await createPaymentWorld();
});

afterAll(async () => {
  expect((await checkLedger(world.databaseUrl)).imbalances).toEqual([]);
  await world.close();
});

async function paid(token = 'tok_visa') {
  const { data } = await world.pay({ userId: annId, paymentMethodToken: token });
  const type =
    token === 'tok_threeDSecure'
      ? 'PaymentActionRequired'
      : token === 'tok_visa'
        ? 'PaymentCompleted'
        : 'PaymentFailed';
  const { paymentId } = (await world.answer(data.orderId, type)).data;
  return { id: paymentId, orderId: data.orderId, number: data.orderNumber };
}

test('a customer sees their own payment', async () => {
  const { id, orderId, number } = await paid();
  const { data, errors } = await world.query(ann, PAYMENT, { id: id.toUpperCase() });
  expect(errors).toBeUndefined();
  expect(data?.['payment']).toMatchObject({
    id,
    status: 'SUCCEEDED',
    amount: { amount: '50.00', currencyCode: 'USD' },
    refundedAmount: { amount: '0.00' },
    failure: null,
    clientSecret: null,
    order: { id: orderId, number },
    refunds: [],
  });
});

test('a failed payment says why', async () => {
  const { id } = await paid('tok_insufficientFunds');
  const { data } = await world.query(ann, PAYMENT, { id });
  expect(data?.['payment']).toMatchObject({
    status: 'FAILED',
    failure: { code: 'PAYMENT_DECLINED', declineCode: 'insufficient_funds' },
  });
});

test("payment(id) is null for somebody else's payment, also for an administrator, and for one that is not there", async () => {
  const { id } = await paid();
  for (const identity of [eve, ADMIN]) {
    expect(await world.query(identity, PAYMENT, { id })).toMatchObject({ data: { payment: null } });
  }
  expect(await world.query(ann, PAYMENT, { id: randomUUID() })).toMatchObject({ data: { payment: null } });
});

test('payment(id) needs a user and a UUID', async () => {
  const anonymous = await world.query(ANONYMOUS, PAYMENT, { id: randomUUID() });
  expect(anonymous.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
  const wrong = await world.query(ann, PAYMENT, { id: '1' });
  expect(wrong.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('the client secret is shown to the owner only', async () => {
  const { id, orderId } = await paid('tok_threeDSecure');
  const own = await world.query(ann, PAYMENT, { id });
  expect(own.data?.['payment']).toMatchObject({
    status: 'REQUIRES_ACTION',
    clientSecret: expect.stringContaining('_secret_') as string,
  });
  for (const identity of [ADMIN, { kind: 'service', service: 'order' } as const]) {
    const { data } = await world.query(identity, ORDER_ENTITY, {
      representations: [{ __typename: 'Order', id: orderId }],
    });
    expect(data?.['_entities']).toEqual([
      { id: orderId, payment: { id, status: 'REQUIRES_ACTION', clientSecret: null } },
    ]);
  }
});

test('Order.payment and the Payment entity are null for strangers and for nobody', async () => {
  const { id, orderId } = await paid();
  const ofOrder = { representations: [{ __typename: 'Order', id: orderId }] };
  const ofPayment = { representations: [{ __typename: 'Payment', id }] };
  for (const identity of [eve, ANONYMOUS]) {
    expect(await world.query(identity, ORDER_ENTITY, ofOrder)).toMatchObject({
      data: { _entities: [{ id: orderId, payment: null }] },
    });
    expect(await world.query(identity, PAYMENT_ENTITY, ofPayment)).toEqual({ data: { _entities: [null] } });
  }
  for (const identity of [ann, ADMIN, { kind: 'service', service: 'order' } as const]) {
    expect(await world.query(identity, ORDER_ENTITY, ofOrder)).toMatchObject({
      data: { _entities: [{ payment: { id } }] },
    });
    expect(await world.query(identity, PAYMENT_ENTITY, ofPayment)).toMatchObject({
      data: { _entities: [{ id }] },
    });
  }
  const odd = await world.query(ann, ORDER_ENTITY, {
    representations: [{ __typename: 'Order', id: "x' OR 1=1" }],
  });
  expect(odd.data?.['_entities']).toMatchObject([{ payment: null }]);
});

test('the payments of many orders are loaded with one statement', async () => {
  const orders = await Promise.all(Array.from({ length: 5 }, () => paid()));
  const representations = orders.map(({ orderId }) => ({ __typename: 'Order', id: orderId }));
  const before = world.statements.length;
  const { data } = await world.query(ann, ORDER_ENTITY, { representations });
  const byOrder = world.statements.slice(before).filter((sql) => /WHERE .*"order_id" IN/.test(sql));
  expect(byOrder).toHaveLength(1);
  expect(data?.['_entities']).toMatchObject(orders.map(({ id }) => ({ payment: { id } })));
});

test('administrators list payments, filtered and page by page; others do not', async () => {
  const query = `query ($first: Int, $after: String, $filter: PaymentFilterInput) { payments(first: $first, after: $after, filter: $filter) {
    totalCount edges { cursor node { id order { id } } } pageInfo { hasNextPage endCursor } } }`;
  for (let index = 0; index < 3; index += 1) await paid('tok_chargeDeclined');
  interface Page {
    totalCount: number;
    edges: { cursor: string; node: { id: string; order: { id: string } } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
  }
  const filter = { status: 'FAILED', userId: annId };
  const seen: string[] = [];
  let after: string | null = null;
  let page: Page;
  do {
    const { data, errors } = await world.query(ADMIN, query, { first: 2, after, filter });
    expect(errors).toBeUndefined();
    page = data?.['payments'] as Page;
    seen.push(...page.edges.map(({ node }) => node.id));
    after = page.pageInfo.endCursor;
  } while (page.pageInfo.hasNextPage);
  expect(new Set(seen).size).toBe(page.totalCount);
  expect(page.totalCount).toBeGreaterThanOrEqual(3);

  const one = await paid();
  const ofOrder = await world.query(ADMIN, query, { filter: { orderId: one.orderId } });
  expect(ofOrder.data?.['payments']).toMatchObject({ totalCount: 1, edges: [{ node: { id: one.id } }] });
  expect((await world.query(ann, query)).errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  const forged = Buffer.from(JSON.stringify(['PAYMENTS_NEWEST', 'yesterday', 'x'])).toString('base64url');
  for (const variables of [
    { after: 'nonsense' },
    { after: forged },
    { first: 101 },
    { filter: { userId: '1' } },
  ]) {
    expect((await world.query(ADMIN, query, variables)).errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  }
});

test('a request without an identity is closed', async () => {
  const { errors } = await world.service.subgraph.execute({
    query: '{ payments { totalCount } }',
    headers: {},
  });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'IDENTITY_HEADER_INVALID' });
});

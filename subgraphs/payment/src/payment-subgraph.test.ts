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
const REFUND = `mutation ($input: RefundPaymentInput!) { refundPayment(input: $input) {
  refund { id amount { amount currencyCode } status reason } payment { id status refundedAmount { amount } }
  userErrors { field message code } } }`;

let world: PaymentWorld;
const ann = customer();
const eve = customer();
const annId = ann.kind === 'user' ? ann.userId : '';

beforeAll(async () => {
  world = await createPaymentWorld();
});

afterAll(async () => {
  expect(await checkLedger(world.databaseUrl)).toEqual([]);
  await world.close();
});

async function paid(token = 'tok_visa') {
  const { data } = await world.pay({ userId: annId, paymentMethodToken: token });
  const type = token === 'tok_threeDSecure' ? 'PaymentActionRequired' : token === 'tok_visa' ? 'PaymentCompleted' : 'PaymentFailed';
  const { paymentId } = (await world.answer(data.orderId, type)).data;
  return { id: paymentId, orderId: data.orderId, number: data.orderNumber };
}

async function refund(input: Record<string, unknown>) {
  const { data, errors } = await world.query(ADMIN, REFUND, { input: { reason: 'goodwill', idempotencyKey: randomUUID(), ...input } });
  expect(errors).toBeUndefined();
  return data?.['refundPayment'] as {
    refund: { id: string; amount: { amount: string }; status: string } | null;
    payment: { status: string; refundedAmount: { amount: string } } | null;
    userErrors: { field: string[] | null; code: string }[];
  };
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
  expect(own.data?.['payment']).toMatchObject({ status: 'REQUIRES_ACTION', clientSecret: expect.stringContaining('_secret_') as string });
  for (const identity of [ADMIN, { kind: 'service', service: 'order' } as const]) {
    const { data } = await world.query(identity, ORDER_ENTITY, { representations: [{ __typename: 'Order', id: orderId }] });
    expect(data?.['_entities']).toEqual([{ id: orderId, payment: { id, status: 'REQUIRES_ACTION', clientSecret: null } }]);
  }
});

test('Order.payment and the Payment entity are null for strangers and for nobody', async () => {
  const { id, orderId } = await paid();
  const ofOrder = { representations: [{ __typename: 'Order', id: orderId }] };
  const ofPayment = { representations: [{ __typename: 'Payment', id }] };
  for (const identity of [eve, ANONYMOUS]) {
    expect(await world.query(identity, ORDER_ENTITY, ofOrder)).toMatchObject({ data: { _entities: [{ id: orderId, payment: null }] } });
    expect(await world.query(identity, PAYMENT_ENTITY, ofPayment)).toEqual({ data: { _entities: [null] } });
  }
  for (const identity of [ann, ADMIN, { kind: 'service', service: 'order' } as const]) {
    expect(await world.query(identity, ORDER_ENTITY, ofOrder)).toMatchObject({ data: { _entities: [{ payment: { id } }] } });
    expect(await world.query(identity, PAYMENT_ENTITY, ofPayment)).toMatchObject({ data: { _entities: [{ id }] } });
  }
  const odd = await world.query(ann, ORDER_ENTITY, { representations: [{ __typename: 'Order', id: "x' OR 1=1" }] });
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
  for (const variables of [{ after: 'nonsense' }, { after: forged }, { first: 101 }, { filter: { userId: '1' } }]) {
    expect((await world.query(ADMIN, query, variables)).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  }
});

test('an administrator refunds a part and then the rest, and order hears of both', async () => {
  const { id, orderId } = await paid();
  const part = await refund({ paymentId: id, amount: '12.34' });
  expect(part).toMatchObject({
    refund: { amount: { amount: '12.34', currencyCode: 'USD' }, status: 'SUCCEEDED', reason: 'goodwill' },
    payment: { status: 'PARTIALLY_REFUNDED', refundedAmount: { amount: '12.34' } },
    userErrors: [],
  });
  expect(await refund({ paymentId: id })).toMatchObject({ refund: { amount: { amount: '37.66' } }, payment: { status: 'REFUNDED' } });
  expect((await world.answer(orderId, 'PaymentRefunded', 2)).data.totalRefunded.cents).toBe(5_000);
  const { data } = await world.query(ann, PAYMENT, { id });
  expect(data?.['payment']).toMatchObject({ refunds: [{ amount: { amount: '12.34' } }, { amount: { amount: '37.66' } }] });
});

test('the same idempotency key gives the same refund, five times at once, and nothing else', async () => {
  const { id } = await paid();
  const other = await paid();
  const input = { paymentId: id, amount: '10.00', idempotencyKey: randomUUID() };
  const answers = await Promise.all(Array.from({ length: 5 }, () => refund(input)));
  expect(new Set(answers.map((answer) => answer.refund?.id)).size).toBe(1);
  expect(await refund(input)).toMatchObject({ payment: { refundedAmount: { amount: '10.00' } }, userErrors: [] });
  for (const change of [{ amount: '11.00' }, { amount: null }, { paymentId: other.id }, { reason: 'another' }]) {
    expect(await refund({ ...input, ...change })).toMatchObject({ refund: null, userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] });
  }
});

test('ten refunds at once never exceed the payment', async () => {
  const { id, orderId } = await paid();
  const answers = await Promise.all(Array.from({ length: 10 }, () => refund({ paymentId: id, amount: '9.00' })));
  expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(5);
  expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(Array(5).fill('AMOUNT_TOO_LARGE'));
  expect(await world.provided(orderId)).toMatchObject({ refundedCents: 4_500 });
});

test('refundPayment refuses what is not right', async () => {
  const { id } = await paid();
  const failed = await paid('tok_chargeDeclined');
  const waiting = await paid('tok_threeDSecure');
  const cases: [Record<string, unknown>, string, string | null][] = [
    [{ paymentId: id, amount: '50.01' }, 'AMOUNT_TOO_LARGE', 'amount'],
    [{ paymentId: failed.id }, 'INVALID_STATE', 'paymentId'],
    [{ paymentId: waiting.id }, 'INVALID_STATE', 'paymentId'],
    [{ paymentId: randomUUID() }, 'NOT_FOUND', 'paymentId'],
    [{ paymentId: '1' }, 'INVALID_INPUT', 'paymentId'],
    [{ paymentId: id, amount: '0' }, 'INVALID_INPUT', 'amount'],
    [{ paymentId: id, amount: '1.001' }, 'INVALID_INPUT', 'amount'],
    [{ paymentId: id, amount: '-5' }, 'INVALID_INPUT', 'amount'],
    [{ paymentId: id, reason: '' }, 'INVALID_INPUT', 'reason'],
    [{ paymentId: id, idempotencyKey: '' }, 'INVALID_INPUT', 'idempotencyKey'],
  ];
  for (const [input, code, field] of cases) {
    expect(await refund(input), JSON.stringify(input)).toMatchObject({ refund: null, userErrors: [{ code, field: ['input', field] }] });
  }
  const input = { paymentId: id, reason: 'mine', idempotencyKey: randomUUID() };
  expect((await world.query(ann, REFUND, { input })).errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  expect((await world.query(ANONYMOUS, REFUND, { input })).errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('administrators read the ledger; the entries of a payment balance', async () => {
  const query = `query ($filter: LedgerFilterInput) { ledger(first: 10, filter: $filter) { totalCount edges { node {
    transactionId account debit { amount } credit { amount } payment { id } } } } }`;
  const { id } = await paid();
  const { refund: made } = await refund({ paymentId: id, amount: '20.00' });
  const { data, errors } = await world.query(ADMIN, query, { filter: { paymentId: id } });
  expect(errors).toBeUndefined();
  const { totalCount, edges } = data?.['ledger'] as { totalCount: number; edges: { node: Record<string, unknown> }[] };
  expect(totalCount).toBe(4);
  const nodes = edges.map(({ node }) => node);
  expect(nodes).toContainEqual(expect.objectContaining({ transactionId: id, account: 'PROVIDER_CLEARING', debit: { amount: '50.00' }, payment: { id } }));
  expect(nodes).toContainEqual(expect.objectContaining({ transactionId: made?.id, account: 'REFUNDS', debit: { amount: '20.00' } }));
  expect((await world.query(ann, query)).errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
});

test('a refund that the provider does not answer is PENDING, and then made', async () => {
  const { id, orderId } = await paid();
  await world.sandbox('/v1/faults', { kind: 'error500' });
  expect(await refund({ paymentId: id })).toMatchObject({ refund: { status: 'PENDING' }, userErrors: [] });
  expect((await world.answer(orderId, 'PaymentRefunded')).data.amount.cents).toBe(5_000);
});

test('a request without an identity is closed', async () => {
  const { errors } = await world.service.subgraph.execute({ query: '{ payments { totalCount } }', headers: {} });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'IDENTITY_HEADER_INVALID' });
});

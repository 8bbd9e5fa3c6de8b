import { randomUUID } from 'node:crypto';
import { ANONYMOUS } from '@techally/identity';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkLedger } from './adapters/check-ledger.js';
import {
  ADMIN,
  createPaymentWorld,
  customer,
  eventually,
  type PaymentWorld,
} from './testing/payment-world.js';

const PAYMENT = `query ($id: ID!) { payment(id: $id) {
  id status amount { amount currencyCode } refundedAmount { amount } failure { code message declineCode } clientSecret
  order { id number } refunds { amount { amount } status reason } version createdAt } }`;
const REFUND = `mutation ($input: RefundPaymentInput!) { refundPayment(input: $input) {
  refund { id amount { amount currencyCode } status reason } payment { id status refundedAmount { amount } }
  userErrors { field message code } } }`;

let world: PaymentWorld;
const ann = customer();
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

async function refund(input: Record<string, unknown>) {
  const { data, errors } = await world.query(ADMIN, REFUND, {
    input: { reason: 'goodwill', idempotencyKey: randomUUID(), ...input },
  });
  expect(errors).toBeUndefined();
  return data?.['refundPayment'] as {
    refund: { id: string; amount: { amount: string }; status: string } | null;
    payment: { status: string; refundedAmount: { amount: string } } | null;
    userErrors: { field: string[] | null; code: string }[];
  };
}

test('an administrator refunds a part and then the rest, and order hears of both', async () => {
  const { id, orderId } = await paid();
  const part = await refund({ paymentId: id, amount: '12.34' });
  expect(part).toMatchObject({
    refund: { amount: { amount: '12.34', currencyCode: 'USD' }, status: 'SUCCEEDED', reason: 'goodwill' },
    payment: { status: 'PARTIALLY_REFUNDED', refundedAmount: { amount: '12.34' } },
    userErrors: [],
  });
  expect(await refund({ paymentId: id })).toMatchObject({
    refund: { amount: { amount: '37.66' } },
    payment: { status: 'REFUNDED' },
  });
  expect((await world.answer(orderId, 'PaymentRefunded', 2)).data.totalRefunded.cents).toBe(5_000);
  const { data } = await world.query(ann, PAYMENT, { id });
  expect(data?.['payment']).toMatchObject({
    refunds: [{ amount: { amount: '12.34' } }, { amount: { amount: '37.66' } }],
  });
});

test('the same idempotency key gives the same refund, five times at once, and nothing else', async () => {
  const { id } = await paid();
  const other = await paid();
  const input = { paymentId: id, amount: '10.00', idempotencyKey: randomUUID() };
  const answers = await Promise.all(Array.from({ length: 5 }, () => refund(input)));
  expect(new Set(answers.map((answer) => answer.refund?.id)).size).toBe(1);
  expect(await refund(input)).toMatchObject({
    payment: { refundedAmount: { amount: '10.00' } },
    userErrors: [],
  });
  for (const change of [
    { amount: '11.00' },
    { amount: null },
    { paymentId: other.id },
    { reason: 'another' },
  ]) {
    expect(await refund({ ...input, ...change })).toMatchObject({
      refund: null,
      userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }],
    });
  }
});

test('a refund is recorded once for its key, with what is given back before and after, and a refused one is not', async () => {
  const { id } = await paid();
  const key = randomUUID();
  await refund({ paymentId: id, amount: '10.00' });
  await refund({ paymentId: id, amount: '99.00' });
  await refund({ paymentId: id, amount: '2.50', reason: 'broken', idempotencyKey: key });
  await refund({ paymentId: id, amount: '2.50', reason: 'broken', idempotencyKey: key });
  const last = await refund({ paymentId: id, amount: '1.00' });
  const records = () => world.audits.filter(({ targetId }) => targetId === id);
  await eventually(() => {
    expect(records().map(({ after }) => after?.['refundId'])).toContain(last.refund?.id);
  });
  expect(records()).toHaveLength(3);
  expect(records().find(({ after }) => after?.['amount'] === '2.50')).toMatchObject({
    actorId: ADMIN.kind === 'user' && ADMIN.userId,
    action: 'REFUND_PAYMENT',
    before: { status: 'PARTIALLY_REFUNDED', refunding: '10.00' },
    after: { refunding: '12.50', reason: 'broken', currencyCode: 'USD' },
  });
});

test('ten refunds at once never exceed the payment', async () => {
  const { id, orderId } = await paid();
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => refund({ paymentId: id, amount: '9.00' })),
  );
  expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(5);
  expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(
    Array(5).fill('AMOUNT_TOO_LARGE'),
  );
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
    expect(await refund(input), JSON.stringify(input)).toMatchObject({
      refund: null,
      userErrors: [{ code, field: ['input', field] }],
    });
  }
  const input = { paymentId: id, reason: 'mine', idempotencyKey: randomUUID() };
  expect((await world.query(ann, REFUND, { input })).errors?.[0]?.extensions).toMatchObject({
    code: 'FORBIDDEN',
  });
  expect((await world.query(ANONYMOUS, REFUND, { input })).errors?.[0]?.extensions).toMatchObject({
    code: 'UNAUTHENTICATED',
  });
});

test('administrators read the ledger; the entries of a payment balance', async () => {
  const query = `query ($filter: LedgerFilterInput) { ledger(first: 10, filter: $filter) { totalCount edges { node {
    transactionId account debit { amount } credit { amount } payment { id } } } } }`;
  const { id } = await paid();
  const { refund: made } = await refund({ paymentId: id, amount: '20.00' });
  const { data, errors } = await world.query(ADMIN, query, { filter: { paymentId: id } });
  expect(errors).toBeUndefined();
  const { totalCount, edges } = data?.['ledger'] as {
    totalCount: number;
    edges: { node: Record<string, unknown> }[];
  };
  expect(totalCount).toBe(4);
  const nodes = edges.map(({ node }) => node);
  expect(nodes).toContainEqual(
    expect.objectContaining({
      transactionId: id,
      account: 'PROVIDER_CLEARING',
      debit: { amount: '50.00' },
      payment: { id },
    }),
  );
  expect(nodes).toContainEqual(
    expect.objectContaining({ transactionId: made?.id, account: 'REFUNDS', debit: { amount: '20.00' } }),
  );
  expect((await world.query(ann, query)).errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
});

test('a refund that the provider does not answer is PENDING, and then made', async () => {
  const { id, orderId } = await paid();
  await world.sandbox('/v1/faults', { kind: 'error500', count: 2 });
  expect(await refund({ paymentId: id })).toMatchObject({ refund: { status: 'PENDING' }, userErrors: [] });
  expect((await world.answer(orderId, 'PaymentRefunded')).data.amount.cents).toBe(5_000);
});

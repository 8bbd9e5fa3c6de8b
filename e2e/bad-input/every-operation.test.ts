import { randomUUID } from 'node:crypto';
import { getNullableType, isEnumType, isRequiredArgument } from 'graphql';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { placeOrder } from '../harness/place-order.js';
import { seedShop } from '../harness/seed-shop.js';
import type { TestAccount, TestStack } from '../harness/start-test-stack.js';
import { startTestStack } from '../harness/start-test-stack.js';
import type { ApiField } from './api-fields.js';
import { API_SCHEMA, apiFields } from './api-fields.js';
import type { MakeGood } from './bad-values.js';
import { ABSENT, badCases, goodValue } from './bad-values.js';
import { unclear } from './expect-clear-answer.js';
import { forgedCursors } from './forged-cursors.js';
import type { TextAnswer } from './send-operation.js';
import { sendOperation } from './send-operation.js';

// Every field of the public schema that takes arguments, with one bad value after the other in each of them.

type Role = 'anonymous' | 'customer' | 'admin';
const ROLES: readonly Role[] = ['admin', 'customer', 'anonymous'];
const CONCURRENT = 8;
/** The first role that is let in sends every variant; the others, for whom the same code runs, every fourth. */
const REPEATED_STRIDE = 4;
/** Arguments of those who are refused get no further than the types. */
const REFUSED_STRIDE = 7;

let stack: TestStack;
let authDatabase: pg.Client;
const accounts = new Map<Role, TestAccount>();
/** Good values by field name; ids of what exists. */
let known: Readonly<Record<string, unknown>> = {};

beforeAll(async () => {
  stack = await startTestStack();
  const { categoryId, productIds } = await seedShop(stack, { products: 3 });
  const customer = await stack.customer();
  accounts.set('customer', customer).set('admin', await stack.admin());
  const [ordered = '', reviewed = '', changed = ''] = productIds;
  const { id: orderId } = await placeOrder(customer, { productId: ordered, quantity: 1 });
  await fillLists(customer, reviewed);
  authDatabase = new pg.Client({ connectionString: stack.urlFor('auth') });
  await authDatabase.connect();
  known = {
    email: 'someone@example.com',
    password: 'Wr0ngPassword',
    newPassword: 'An0therPassword',
    currentPassword: 'Wr0ngPassword',
    firstName: 'Ann',
    lastName: 'Bee',
    productId: reviewed,
    'stockItem.productId': ordered,
    categoryId,
    parentId: categoryId,
    orderId,
    userId: randomUUID(),
    price: '12.50',
    amount: '1.00',
    rating: 4,
    minRating: 3,
    quantity: 1,
    delta: 1,
    countryCode: 'US',
    locale: 'en-US',
    currency: 'USD',
    phone: '+1 555 0100',
    scopes: 'orders:read',
    token: 'tok_visa',
    first: 2,
    'order.id': orderId,
    'product.id': reviewed,
    'updateProduct.input.id': changed,
    'archiveProduct.input.id': changed,
    'updateCategory.input.id': categoryId,
  };
});

/** Something in every list, so that there is a cursor to forge others from. */
async function fillLists(customer: TestAccount, productId: string): Promise<void> {
  await send(
    'customer',
    'mutation ($input: AddReviewInput!) { addReview(input: $input) { userErrors { code } } }',
    {
      input: { productId, rating: 4, body: 'Comfortable.' },
    },
  );
  await send(
    'customer',
    'mutation ($input: RegisterDeviceInput!) { registerDevice(input: $input) { userErrors { code } } }',
    { input: { token: 'a device of the tests', platform: 'WEB' } },
  );
  await send(
    'admin',
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { userErrors { code } } }',
    {
      input: { name: 'Tests', scopes: ['orders:read'] },
    },
  );
}

afterAll(async () => {
  await authDatabase.end();
  await stack.stop();
});
// One operation's throttle must not hide another one's answers.
beforeEach(() => authDatabase.query('DELETE FROM login_attempts'));

const goodOf =
  (field: string): MakeGood =>
  (path, type) => {
    const name = path.at(-1) ?? '';
    if (['after', 'last', 'before', 'cartToken'].includes(name)) return undefined;
    const value = known[`${field}.${path.join('.')}`] ?? known[name];
    if (value !== undefined) return value;
    const nullable = getNullableType(type);
    if (isEnumType(nullable)) return nullable.getValues()[0]?.name;
    switch (String(nullable)) {
      case 'ID':
        return randomUUID();
      case 'Int':
      case 'Float':
        return 1;
      case 'Boolean':
        return false;
      case 'Decimal':
        return '1.00';
      case 'DateTimeISO':
        return '2030-01-01T00:00:00.000Z';
      case 'JSONObject':
        return { colour: 'black' };
      default:
        return 'Office';
    }
  };

/** Sends in the name of a role; an operation may have ended its session (logout), then it gets a new one. */
async function send(role: Role, query: string, variables: Record<string, unknown>): Promise<TextAnswer> {
  const account = accounts.get(role);
  const answer = await sendOperation(stack, { query, variables, accessToken: account?.accessToken });
  if (answer.status !== 401 || answer.body.errors?.[0]?.extensions.reason !== 'TOKEN_REVOKED') return answer;
  if (accounts.get(role) === account)
    accounts.set(role, await (role === 'admin' ? stack.admin() : stack.customer()));
  return send(role, query, variables);
}

/** Forged cursors of a list, made of a real one that this role sees; none when the list is empty. */
async function cursorsOf(role: Role, field: ApiField, good: Record<string, unknown>): Promise<string[]> {
  if (!isList(field)) return [];
  const { text } = await send(role, field.document, { ...good, first: 1 });
  const real = /"cursor":"([^"]+)"/.exec(text)?.[1];
  return real === undefined ? [] : forgedCursors(real);
}

function isList(field: ApiField): boolean {
  return field.arguments.some(({ name }) => name === 'after');
}

interface Variant {
  readonly what: string;
  readonly variables: Record<string, unknown>;
}

/** The operation with one bad value in it, in every place. */
function* variants(
  field: ApiField,
  good: Record<string, unknown>,
  cursors: readonly string[],
): Generator<Variant> {
  for (const argument of field.arguments) {
    for (const bad of badCases([argument.name], argument.type, goodOf(field.name), cursors)) {
      const { [argument.name]: _replaced, ...others } = good;
      yield {
        what: `${bad.path.join('.')} = ${bad.value === ABSENT ? 'absent' : JSON.stringify(bad.value).slice(0, 80)}`,
        variables: bad.argument === ABSENT ? others : { ...others, [argument.name]: bad.argument },
      };
    }
  }
  if (isList(field)) {
    yield { what: 'first and last', variables: { ...good, first: 1, last: 1 } };
    yield { what: 'after and before', variables: { ...good, after: 'x', before: 'y' } };
  }
}

/** Good values of the required arguments, and of those on the way to the field. */
function goodArguments(field: ApiField): Record<string, unknown> {
  return Object.fromEntries([
    ...field.wayArguments.map(({ variable, argument, field: name }) => [
      variable,
      goodValue([argument.name], argument.type, goodOf(name)),
    ]),
    ...field.arguments
      .filter(isRequiredArgument)
      .map(({ name, type }) => [name, goodValue([name], type, goodOf(field.name))]),
  ]) as Record<string, unknown>;
}

const LISTS_WITHOUT_CURSOR: string[] = [];

describe.each(apiFields(API_SCHEMA).map((field) => [field.coordinate, field] as const))('%s', (_, field) => {
  it('answers every bad argument with a stable code, whoever asks', async () => {
    const good = goodArguments(field);
    const unclearAnswers: string[] = [];
    let forged = !isList(field);
    let passed = false;
    for (const role of ROLES) {
      // A cursor is read alike for everybody who may read the list: once is enough.
      const cursors = forged ? [] : await cursorsOf(role, field, good);
      forged ||= cursors.length > 0;
      const { text } = await send(role, field.document, good);
      const refused = /"code":"(UNAUTHENTICATED|FORBIDDEN|UNAUTHORIZED_FIELD_OR_TYPE)"/.test(text);
      const repeated = passed && cursors.length === 0;
      const stride = refused ? REFUSED_STRIDE : repeated ? REPEATED_STRIDE : 1;
      passed ||= !refused;
      const queue = variants(field, good, cursors).filter((_variant, index) => index % stride === 0);
      const work = async () => {
        for (const { what, variables } of queue) {
          const answer = await send(role, field.document, variables);
          const problem = unclear(answer, answer.text);
          if (problem !== null)
            unclearAnswers.push(`${role}, ${what}: ${problem}\n  ${answer.text.slice(0, 600)}`);
        }
      };
      await Promise.all(Array.from({ length: CONCURRENT }, work));
    }
    if (!forged) LISTS_WITHOUT_CURSOR.push(field.coordinate);
    expect(unclearAnswers.join('\n')).toBe('');
  });
});

it('of every list, a real cursor was there to forge others from', () => {
  expect(LISTS_WITHOUT_CURSOR).toEqual([]);
});

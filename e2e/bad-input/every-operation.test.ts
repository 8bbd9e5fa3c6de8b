import { randomUUID } from 'node:crypto';
import { isEnumType, getNullableType } from 'graphql';
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

// Every field of the public schema that takes arguments, with one bad value after the other in each of them.

type Role = 'anonymous' | 'customer' | 'admin';
const ROLES: readonly Role[] = ['anonymous', 'customer', 'admin'];
const CONCURRENT = 8;

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
  const { id: orderId } = await placeOrder(customer, { productId: productIds[0] ?? '', quantity: 1 });
  authDatabase = new pg.Client({ connectionString: stack.urlFor('auth') });
  await authDatabase.connect();
  known = {
    email: 'someone@example.com',
    password: 'Wr0ngPassword',
    newPassword: 'An0therPassword',
    currentPassword: 'Wr0ngPassword',
    firstName: 'Ann',
    lastName: 'Bee',
    productId: productIds[1],
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
    'product.id': productIds[1],
    'updateProduct.input.id': productIds[2],
    'archiveProduct.input.id': productIds[2],
    'updateCategory.input.id': categoryId,
  };
});
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

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: any;
}

async function send(role: Role, query: string, variables: Record<string, unknown>): Promise<Answer> {
  const account = accounts.get(role);
  const response = await stack.router.fetch('http://router/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(account === undefined ? {} : { authorization: `Bearer ${account.accessToken}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  if (response.status === 401 && text.includes('TOKEN_REVOKED')) {
    // The session was ended by an operation that does so (logout); go on with a new one.
    if (accounts.get(role) === account)
      accounts.set(role, await (role === 'admin' ? stack.admin() : stack.customer()));
    return send(role, query, variables);
  }
  return { status: response.status, text, body: JSON.parse(text) };
}

/** Cursors of the list, its first real one made into forged ones. */
async function cursorsOf(
  role: Role,
  field: ApiField,
  variables: Record<string, unknown>,
): Promise<string[]> {
  if (!field.arguments.some(({ name }) => name === 'after')) return [];
  const { text } = await send(role, field.document, variables);
  const real = /"cursor":"([^"]+)"/.exec(text)?.[1];
  return real === undefined ? [] : forgedCursors(real);
}

function* variants(field: ApiField, good: Record<string, unknown>, cursors: readonly string[]) {
  for (const argument of field.arguments) {
    for (const bad of badCases([argument.name], argument.type, goodOf(field.name), cursors)) {
      const { [argument.name]: _replaced, ...others } = good;
      // Pagination arguments exclude each other.
      if (argument.name === 'before' || argument.name === 'last') delete others['first'];
      yield {
        what: `${bad.path.join('.')} = ${bad.value === ABSENT ? 'absent' : JSON.stringify(bad.value).slice(0, 80)}`,
        variables: bad.argument === ABSENT ? others : { ...others, [argument.name]: bad.argument },
      };
    }
  }
  if (field.arguments.some(({ name }) => name === 'last')) {
    yield { what: 'first and last', variables: { ...good, first: 1, last: 1 } };
    yield { what: 'after and before', variables: { ...good, after: 'x', before: 'y' } };
  }
}

let count = 0; afterAll(()=>console.log('COUNT',count));
const FIELDS = apiFields(API_SCHEMA);

describe.each(FIELDS.map((field) => [field.coordinate, field] as const))('%s', (_coordinate, field) => {
  it('answers every bad argument with a stable code, whoever asks', async () => {
    const good = Object.fromEntries([
      ...field.wayArguments.map(({ variable, argument, field: name }) => [
        variable,
        goodValue([argument.name], argument.type, goodOf(name)),
      ]),
      ...field.arguments.map(({ name, type }) => [name, goodValue([name], type, goodOf(field.name))]),
    ]) as Record<string, unknown>;
    const wrong: string[] = [];
    for (const role of ROLES) {
      // A cursor is read alike for everybody who may read the list; administrators may read them all.
      const cursors = role === 'admin' ? await cursorsOf(role, field, good) : [];
      if (role==='admin' && field.arguments.some(({ name }) => name === 'after') && cursors.length===0) console.log('NO CURSOR', field.coordinate);
      const queue = variants(field, good, cursors);
      const work = async () => {
        for (const { what, variables } of queue) {
          count++; const answer = await send(role, field.document, variables);
          const problem = unclear(answer, answer.text);
          if (problem !== null) wrong.push(`${role}, ${what}: ${problem}\n    ${answer.text.slice(0, 600)}`);
        }
      };
      await Promise.all(Array.from({ length: CONCURRENT }, work));
    }
    expect(wrong.join('\n')).toBe('');
  });
});

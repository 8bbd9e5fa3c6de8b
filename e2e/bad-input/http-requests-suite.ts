import { beforeAll, describe, expect, it } from 'vitest';
import type { TestStack } from '../harness/start-test-stack.js';
import { readRefusal } from './expect-clear-answer.js';

/** Requests that are no GraphQL requests, or none that this schema knows. */
export function httpRequests(getStack: () => TestStack): void {
  let stack: TestStack;
  beforeAll(() => {
    stack = getStack();
  });

  const GRAPHQL = 'http://router/graphql';
  const JSON_TYPE = { 'content-type': 'application/json' };
  const QUERY = '{ products(first: 1) { totalCount } }';

  const post = (body: RequestInit['body'], headers: Record<string, string> = JSON_TYPE) =>
    stack.router.fetch(GRAPHQL, { method: 'POST', headers, ...(body == null ? {} : { body }) });

  /** A selection set inside a selection set inside … */
  const deepQuery = (depth: number) => `${'{ product '.repeat(depth)}{ id }${' }'.repeat(depth)}`;

  describe('the body of a request', () => {
    it.each([
      ['is empty', ''],
      ['is not JSON', '{ query'],
      ['is cut off', '{"query":"{ products'],
      ['is null', 'null'],
      ['is a text', '"{ products }"'],
      ['is a number', '1'],
      ['is an empty object', '{}'],
      ['is an empty list', '[]'],
      ['is a batch', JSON.stringify([{ query: QUERY }, { query: QUERY }])],
      ['has a query that is no text', '{"query":1}'],
      ['has a query that is null', '{"query":null}'],
      ['has an empty query', '{"query":""}'],
      ['has variables that are a text', JSON.stringify({ query: QUERY, variables: 'x' })],
      ['has variables that are a list', JSON.stringify({ query: QUERY, variables: [1] })],
      ['has an operation name that is no text', JSON.stringify({ query: QUERY, operationName: 1 })],
      ['names an operation that is not there', JSON.stringify({ query: QUERY, operationName: 'Other' })],
      ['has extensions that are a text', JSON.stringify({ query: QUERY, extensions: 'x' })],
      ['is no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ])('that %s is refused with 400', async (_what, body) => {
      const { status, body: answer } = await readRefusal(await post(body));
      expect(status).toBe(400);
      expect(answer.data).toBeUndefined();
    });

    it('that is missing is refused with 400', async () => {
      expect((await readRefusal(await post(null))).status).toBe(400);
    });

    it('that is larger than a mebibyte is refused with 413', async () => {
      const body = JSON.stringify({ query: QUERY, variables: { filler: 'x'.repeat(1024 * 1024) } });
      const { status, body: answer } = await readRefusal(await post(body));
      expect(status).toBe(413);
      expect(answer.errors).toMatchObject([{ extensions: { code: 'PAYLOAD_TOO_LARGE' } }]);
    });

    it.each([
      ['a form', 'application/x-www-form-urlencoded'],
      ['plain text', 'text/plain'],
      ['an upload', 'multipart/form-data; boundary=x'],
      ['XML', 'application/xml'],
      ['nonsense', 'nonsense'],
    ])('that says to be %s is refused with 415', async (_what, type) => {
      const { status, body } = await readRefusal(
        await post(JSON.stringify({ query: QUERY }), { 'content-type': type }),
      );
      expect(status).toBe(415);
      expect(body.errors).toMatchObject([{ extensions: { code: 'UNSUPPORTED_MEDIA_TYPE' } }]);
    });
  });

  describe('the method', () => {
    it.each(['PUT', 'PATCH', 'DELETE'])(
      '%s is refused with 405 and the methods that are allowed',
      async (method) => {
        const response = await stack.router.fetch(GRAPHQL, { method, headers: JSON_TYPE, body: '{}' });
        const { status, headers, body } = await readRefusal(response);
        expect(status).toBe(405);
        expect(headers.get('allow')).toBe('GET, POST');
        expect(body.errors).toMatchObject([{ extensions: { code: 'METHOD_NOT_ALLOWED' } }]);
      },
    );

    it('GET does not carry mutations', async () => {
      const mutation = encodeURIComponent('mutation { logout(input: {}) { loggedOut } }');
      const response = await stack.router.fetch(`${GRAPHQL}?query=${mutation}`, {
        headers: { 'apollo-require-preflight': '1' },
      });
      expect((await readRefusal(response)).status).toBe(405);
    });

    it('GET is refused when a foreign page could have sent it', async () => {
      const response = await stack.router.fetch(`${GRAPHQL}?query=${encodeURIComponent(QUERY)}`);
      expect((await readRefusal(response)).status).toBe(400);
    });

    it.each(['', '?query=', '?query={', `?query=${encodeURIComponent(QUERY)}&variables={`, '?variables=%ff'])(
      'GET with "%s" is refused with 400',
      async (search) => {
        const response = await stack.router.fetch(`${GRAPHQL}${search}`, {
          headers: { 'apollo-require-preflight': '1' },
        });
        expect((await readRefusal(response)).status).toBe(400);
      },
    );

    it('does not help where there is nothing', async () => {
      const { status, body } = await readRefusal(await stack.router.fetch('http://router/api/products'));
      expect(status).toBe(404);
      expect(body.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    });
  });

  describe('a document', () => {
    const send = async (query: string, variables?: object) =>
      readRefusal(await post(JSON.stringify({ query, variables })));

    it.each([
      ['syntax errors', '{ products(', 'GRAPHQL_PARSE_FAILED'],
      ['control characters', '{ pro\u0000ducts }', 'GRAPHQL_PARSE_FAILED'],
      ['half a surrogate pair', '{ product(id: "\\uD800") { id } }', 'GRAPHQL_PARSE_FAILED'],
      ['unknown fields', '{ secrets { id } }', 'GRAPHQL_VALIDATION_FAILED'],
      ['missing arguments', '{ product { id } }', 'GRAPHQL_VALIDATION_FAILED'],
      ['arguments of other types', '{ product(id: true) { id } }', 'GRAPHQL_VALIDATION_FAILED'],
      [
        'numbers that are too large',
        '{ products(first: 99999999999) { totalCount } }',
        'GRAPHQL_VALIDATION_FAILED',
      ],
      ['fractions for whole numbers', '{ products(first: 1.5) { totalCount } }', 'GRAPHQL_VALIDATION_FAILED'],
      ['unknown values', '{ products(sort: BEST) { totalCount } }', 'GRAPHQL_VALIDATION_FAILED'],
      ['no selection', '{ products }', 'GRAPHQL_VALIDATION_FAILED'],
      [
        'a circle of fragments',
        '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
        'GRAPHQL_VALIDATION_FAILED',
      ],
      ['undeclared variables', '{ product(id: $id) { id } }', 'GRAPHQL_VALIDATION_FAILED'],
      ['a subscription', 'subscription { orderChanged { id } }', 'OPERATION_RESOLUTION_FAILURE'],
      ['fields of the federation', '{ _service { sdl } }', 'GRAPHQL_VALIDATION_FAILED'],
      [
        'entities of the federation',
        '{ _entities(representations: []) { __typename } }',
        'GRAPHQL_VALIDATION_FAILED',
      ],
      ['fields between our services', '{ apiKeyIdentity(key: "x") { userId } }', 'GRAPHQL_VALIDATION_FAILED'],
      ['ten thousand levels', deepQuery(10_000), 'MAX_RECURSION_LIMIT'],
    ])('with %s is refused with 400', async (_what, query, code) => {
      const { status, body } = await send(query);
      expect(body.errors).toMatchObject([{ extensions: { code } }]);
      expect(status).toBe(400);
    });

    it.each([
      ['missing', {}],
      ['null', { id: null }],
      ['a truth value', { id: true }],
      ['an object', { id: {} }],
      ['a list', { id: [] }],
    ])('is refused with 400 when its variable is %s', async (_what, variables) => {
      const { status, body } = await send('query ($id: ID!) { product(id: $id) { id } }', variables);
      expect(status).toBe(400);
      expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    });
  });
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestRouter } from '../testing/test-router.js';
import { createTestRouter } from '../testing/test-router.js';

let test: TestRouter;
beforeAll(async () => {
  test = await createTestRouter({ http: { batching: { enabled: true, maxSize: 3 } } });
});
afterAll(() => test.router.close());

const send = (body: string, headers: Readonly<Record<string, string>> = {}) =>
  test.router.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
const batch = (...queries: readonly string[]) => JSON.stringify(queries.map((query) => ({ query })));
const codeOf = async (response: Response) =>
  ((await response.json()) as { errors: [{ extensions: { code: string } }] }).errors[0].extensions.code;

describe('a list of operations, where that is switched on', () => {
  it('is answered by a list in the same order, in which one failure does not touch the others', async () => {
    const response = await send(batch('{ me { id } }', '{ nope }', '{ me { name } }'));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject([
      { data: { me: { id: '1' } } },
      { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
      { data: { me: { name: 'Ann' } } },
    ]);
  });

  it('has the status of its answers when all have the same', async () => {
    expect((await send(batch('{ nope }', '{ nope }'))).status).toBe(400);
  });

  it('may hold what is no operation, which is refused in its place', async () => {
    const response = await send('[1, {"query":"{ me { id } }"}]');
    expect(await response.json()).toMatchObject([
      { errors: [{ extensions: { code: 'BAD_REQUEST' } }] },
      { data: { me: { id: '1' } } },
    ]);
  });

  it('has no lists in it', async () => {
    const response = await send(`[${batch('{ me { id } }')}]`);
    expect(await response.json()).toMatchObject([{ errors: [{ extensions: { code: 'BAD_REQUEST' } }] }]);
  });

  it('is refused when it is too long or empty, and nothing of it is executed', async () => {
    const before = test.users.requests.length;
    const long = await send(batch(...Array<string>(4).fill('{ me { id } }')));
    expect(long.status).toBe(422);
    expect(await codeOf(long)).toBe('BATCH_LIMIT_EXCEEDED');
    const empty = await send('[]');
    expect(empty.status).toBe(400);
    expect(await codeOf(empty)).toBe('BAD_REQUEST');
    expect((await send('[')).status).toBe(400);
    expect(test.users.requests.length).toBe(before);
  });

  it('is answered in the media type that the client asks for, compressed or not', async () => {
    const type = 'application/graphql-response+json';
    const response = await send(batch('{ me { id } }'), { accept: type });
    expect(response.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('is refused when it is nested too deeply to be looked through', async () => {
    const response = await send(`[{"query":"{ me { id } }","variables":${'['.repeat(50_000)}`);
    expect(response.status).toBe(400);
    expect(await codeOf(response)).toBe('MAX_RECURSION_LIMIT');
  });

  it('takes one operation without a list, too', async () => {
    expect(await (await send('{"query":"{ me { id } }"}')).json()).toEqual({ data: { me: { id: '1' } } });
  });
});

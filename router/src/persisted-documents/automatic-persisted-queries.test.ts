import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestRouter } from '../testing/test-router.js';
import { createTestRouter } from '../testing/test-router.js';

let test: TestRouter;
beforeAll(async () => {
  test = await createTestRouter();
});
afterAll(() => test.router.close());

const hashOf = (query: string) => createHash('sha256').update(query).digest('hex');

async function send(body: object, router = test.router) {
  const response = await router.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: await response.json() };
}

const persisted = (sha256Hash: unknown, version: unknown = 1) => ({
  extensions: { persistedQuery: { version, sha256Hash } },
});

describe('a persisted query', () => {
  it('is unknown at first, and answered by its hash once it was sent with it', async () => {
    const query = '{ me { id } }';
    expect(await send(persisted(hashOf(query)))).toEqual({
      status: 200,
      answer: {
        errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
      },
    });
    const answered = { status: 200, answer: { data: { me: { id: '1' } } } };
    expect(await send({ query, ...persisted(hashOf(query)) })).toEqual(answered);
    expect(await send(persisted(hashOf(query)))).toEqual(answered);
    const extensions = encodeURIComponent(JSON.stringify(persisted(hashOf(query)).extensions));
    const byGet = await test.router.fetch(`/graphql?extensions=${extensions}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
    expect(await byGet.json()).toEqual(answered.answer);
  });

  it('with the hash of another document is refused, and not kept', async () => {
    const [query, other] = ['{ me { name } }', '{ everyone { name } }'];
    expect(await send({ query, ...persisted(hashOf(other)) })).toMatchObject({
      status: 400,
      answer: {
        errors: [
          {
            message: 'provided sha does not match query',
            extensions: { code: 'PERSISTED_QUERY_HASH_MISMATCH' },
          },
        ],
      },
    });
    expect(await send(persisted(hashOf(other)))).toMatchObject({
      answer: { errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] },
    });
  });

  it('that is not valid is not kept', async () => {
    const query = '{ nope }';
    expect((await send({ query, ...persisted(hashOf(query)) })).status).toBe(400);
    expect(await send(persisted(hashOf(query)))).toMatchObject({
      answer: { errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] },
    });
  });

  it.each([
    ['of another version', persisted('x', 2)],
    ['without a hash', persisted(undefined)],
    ['with a hash that is no text', persisted(1)],
    ['that is a text', { extensions: { persistedQuery: 'x' } }],
  ])('%s is refused with 400', async (_what, body) => {
    expect((await send(body)).status).toBe(400);
  });

  it('is refused with the code that clients know when they are switched off', async () => {
    const closed = await createTestRouter({
      persistedDocuments: { apq: { enabled: false } },
    });
    const query = '{ me { id } }';
    for (const body of [persisted(hashOf(query)), { query, ...persisted(hashOf(query)) }]) {
      expect(await send(body, closed.router)).toEqual({
        status: 200,
        answer: {
          errors: [
            { message: 'PersistedQueryNotSupported', extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } },
          ],
        },
      });
    }
    await closed.router.close();
  });
});

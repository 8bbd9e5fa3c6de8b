import type { Identity } from '@techally/identity';
import { afterEach, describe, expect, it } from 'vitest';
import type { RouterOptions } from '../router-options.js';
import type { TestRouter } from '../testing/test-router.js';
import { createTestRouter } from '../testing/test-router.js';
import { createTestKey, keySet, signToken, TEST_ISSUER } from '../testing/test-issuer.js';
import type { SubgraphRequest } from '../transport/subgraph-transport.js';

const QUERY = '{ me { id } }';
const tests: TestRouter[] = [];
afterEach(async () => {
  for (const { router } of tests.splice(0)) await router.close();
});

interface Held {
  readonly test: TestRouter;
  /** What the subgraphs were asked so far. */
  readonly asked: SubgraphRequest[];
  /** Lets the subgraphs answer. */
  release(): void;
}

/** A router whose subgraphs answer when the test says so. Each answer holds the number of its request. */
async function held(options: Partial<RouterOptions> = {}): Promise<Held> {
  const asked: SubgraphRequest[] = [];
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const test = await createTestRouter({
    transport: {
      send: async (_subgraph, request) => {
        asked.push(request);
        const id = String(asked.length);
        await promise;
        const result = { data: request.operationKind === 'mutation' ? { rename: { id } } : { me: { id } } };
        return { kind: 'result', httpStatus: 200, result };
      },
    },
    ...options,
    // Two requests to a subgraph would otherwise hide that two were executed.
    deduplicate: { subgraphQueries: false, ...options.deduplicate },
  });
  tests.push(test);
  return { test, asked, release: () => resolve(undefined) };
}

type Send = (post: TestRouter['post']) => Promise<Response>;

/** Sends all at once; how many requests that made, and what the clients got. */
async function sendTogether(options: Partial<RouterOptions>, ...sends: readonly Send[]) {
  const { test, asked, release } = await held(options);
  const answers = sends.map((send) => send((query, headers) => test.post(query, headers)));
  await settled();
  release();
  const responses = await Promise.all(answers);
  return {
    requests: asked.length,
    responses,
    texts: await Promise.all(responses.map((response) => response.text())),
  };
}

/** Time in which requests of this process get to their subgraphs. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 100));
const plain: Send = (post) => post(QUERY);
const withHeaders =
  (headers: Record<string, string>): Send =>
  (post) =>
    post(QUERY, headers);

describe('identical queries in flight', () => {
  it('are executed once, and answered alike, each under its own request id', async () => {
    const { requests, texts, responses } = await sendTogether({}, plain, plain, plain);
    expect(requests).toBe(1);
    expect(texts).toEqual(Array(3).fill('{"data":{"me":{"id":"1"}}}'));
    expect(new Set(responses.map(({ headers }) => headers.get('x-request-id'))).size).toBe(3);
  });

  it('are executed once by GET, too', async () => {
    const { test, asked, release } = await held();
    const get = () =>
      test.router.fetch('/graphql?query={me{id}}', { headers: { 'apollo-require-preflight': '1' } });
    const answers = [get(), get()];
    await settled();
    release();
    for (const answer of answers) expect((await answer).status).toBe(200);
    expect(asked.length).toBe(1);
  });

  it('are executed again when the first has been answered', async () => {
    const { test, asked, release } = await held();
    release();
    await test.post(QUERY);
    await test.post(QUERY);
    expect(asked.length).toBe(2);
  });

  it('are executed one by one when sharing is switched off', async () => {
    const off = { deduplicate: { clientQueries: false } };
    expect((await sendTogether(off, plain, plain)).requests).toBe(2);
  });

  it('are not shared when they differ in a variable', async () => {
    const post =
      (id: string): Send =>
      () =>
        tests[0]!.router.fetch('/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: 'query ($id: ID!) { user(id: $id) { id } }', variables: { id } }),
        });
    expect((await sendTogether({}, post('1'), post('2'))).requests).toBe(2);
  });

  it('are not shared when they want different media types', async () => {
    const { requests, responses } = await sendTogether(
      {},
      withHeaders({ accept: 'application/json' }),
      withHeaders({ accept: 'application/graphql-response+json' }),
    );
    expect(requests).toBe(2);
    expect(responses.map(({ headers }) => headers.get('content-type'))).toEqual([
      'application/json; charset=utf-8',
      'application/graphql-response+json; charset=utf-8',
    ]);
  });

  it('are shared by requests with one token, and not by those of two users', async () => {
    const key = await createTestKey('k');
    const token = (sub: string) => signToken(key, { claims: { sub, userId: sub } });
    const options = {
      authentication: { issuers: [{ issuer: TEST_ISSUER, jwks: { load: async () => keySet(key) } }] },
    };
    const [ann, ben] = [await token('ann'), await token('ben')].map((text) =>
      withHeaders({ authorization: `Bearer ${text}` }),
    );
    expect((await sendTogether(options, ann!, ann!)).requests).toBe(1);
    expect((await sendTogether(options, ann!, ben!)).requests).toBe(2);
    expect((await sendTogether(options, ann!, plain)).requests).toBe(2);
  });

  it('are not shared by two tokens of one user', async () => {
    const key = await createTestKey('k');
    const options = {
      authentication: { issuers: [{ issuer: TEST_ISSUER, jwks: { load: async () => keySet(key) } }] },
    };
    const [one, two] = [
      await signToken(key, { claims: { jti: '1' } }),
      await signToken(key, { claims: { jti: '2' } }),
    ].map((text) => withHeaders({ authorization: `Bearer ${text}` }));
    expect((await sendTogether(options, one!, two!)).requests).toBe(2);
  });

  it('are not shared by the API keys of two users', async () => {
    const resolveApiKey = (userId: string): Identity => ({
      kind: 'user',
      userId,
      email: 'server@example.com',
      role: 'USER',
      tier: 'STANDARD',
      scope: [],
    });
    const [ann, ben] = ['ann', 'ben'].map((key) => withHeaders({ 'x-api-key': key }));
    expect((await sendTogether({ resolveApiKey }, ann!, ann!)).requests).toBe(1);
    expect((await sendTogether({ resolveApiKey }, ann!, ben!)).requests).toBe(2);
  });

  it('are not shared when a header differs that goes to subgraphs, and are when another one does', async () => {
    const [english, german] = ['en', 'de'].map((language) => withHeaders({ 'accept-language': language }));
    const options = { headers: { forward: ['Accept-Language'] } };
    expect((await sendTogether(options, english!, german!)).requests).toBe(2);
    expect((await sendTogether(options, english!, plain)).requests).toBe(2);
    expect((await sendTogether(options, english!, english!)).requests).toBe(1);
    expect((await sendTogether({}, english!, german!)).requests).toBe(1);
  });

  it('are not shared by two client addresses', async () => {
    const from = (address: string) => withHeaders({ 'x-forwarded-for': address });
    const trusting = { trustProxy: 'loopback' };
    expect((await sendTogether(trusting, from('203.0.113.1'), from('203.0.113.2'))).requests).toBe(2);
    expect((await sendTogether(trusting, from('203.0.113.1'), from('203.0.113.1'))).requests).toBe(1);
  });

  it('are not shared when clients send request ids of their own', async () => {
    const [one, two] = ['one', 'two'].map((id) => withHeaders({ 'x-request-id': id }));
    const { requests, responses } = await sendTogether({}, one!, two!, plain);
    expect(requests).toBe(3);
    expect(responses.slice(0, 2).map(({ headers }) => headers.get('x-request-id'))).toEqual(['one', 'two']);
  });

  it('are refused one by one when credentials are not valid', async () => {
    const resolveApiKey = () => null;
    const { test, asked, release } = await held({ resolveApiKey });
    const good = test.post(QUERY);
    await settled();
    expect((await test.post(QUERY, { 'x-api-key': 'bad' })).status).toBe(401);
    release();
    expect((await good).status).toBe(200);
    expect(asked.length).toBe(1);
  });
});

describe('a mutation', () => {
  const rename: Send = (post) => post('mutation { rename(id: "1", name: "X") { id } }');

  it('is never shared', async () => {
    const { requests, texts } = await sendTogether({}, rename, rename, rename);
    expect(requests).toBe(3);
    expect(new Set(texts).size).toBe(3);
  });

  it('is seen by who asks after its answer, although an older query of the same text still runs', async () => {
    const waiting: (() => void)[] = [];
    let requests = 0;
    const test = await createTestRouter({
      transport: {
        send: async (_subgraph, { operationKind }) => {
          requests += 1;
          const id = String(requests);
          const result = { data: operationKind === 'mutation' ? { rename: { id } } : { me: { id } } };
          if (id === '1') await new Promise<void>((resolve) => waiting.push(resolve));
          return { kind: 'result', httpStatus: 200, result };
        },
      },
    });
    tests.push(test);
    const before = test.post(QUERY);
    await settled();
    await rename((query) => test.post(query));
    expect(await (await test.post(QUERY)).json()).toEqual({ data: { me: { id: '3' } } });
    waiting[0]?.();
    expect(await (await before).json()).toEqual({ data: { me: { id: '1' } } });
  });
});

describe('a client that leaves', () => {
  async function listening() {
    const { test, asked, release } = await held();
    const { url } = await test.router.listen({ port: 0 });
    const ask = () => {
      const client = new AbortController();
      const answer = fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: QUERY }),
        signal: client.signal,
      });
      answer.catch(() => undefined);
      return { answer, leave: () => client.abort() };
    };
    return { asked, release, ask };
  }

  it('does not stop the query that others wait for, even if it was the first', async () => {
    const { asked, release, ask } = await listening();
    const first = ask();
    await settled();
    const second = ask();
    await settled();
    first.leave();
    await expect(first.answer).rejects.toThrow();
    await settled();
    expect(asked).toHaveLength(1);
    expect(asked[0]?.cancellation?.isCancelled).toBe(false);
    release();
    expect(await (await second.answer).json()).toEqual({ data: { me: { id: '1' } } });
  });

  it('stops the query when it was the last, and who asks then starts anew', async () => {
    const { asked, release, ask } = await listening();
    const clients = [ask(), ask()];
    await settled();
    expect(asked).toHaveLength(1);
    for (const { leave } of clients) leave();
    await settled();
    expect(asked[0]?.cancellation?.isCancelled).toBe(true);
    const third = ask();
    await settled();
    expect(asked).toHaveLength(2);
    release();
    expect((await third.answer).status).toBe(200);
  });
});

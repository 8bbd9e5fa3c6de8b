import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANONYMOUS } from '@techally/identity';
import { hasRedis, startTestRedis } from '@techally/test-parts';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { RouterConfigInput } from '../config/router-config.js';
import type { RouterOptions } from '../router-options.js';
import { createTestKey, keySet, signToken, TEST_ISSUER } from '../testing/test-issuer.js';
import type { TestRouter } from '../testing/test-router.js';
import { createTestRouter } from '../testing/test-router.js';

const ME = 'query Me { me { ...Name } } fragment Name on User { name }';
const RENAME = 'mutation Rename($id: ID!) { rename(id: $id, name: "Eve") { name } }';
const LATEST = 'query Latest { latestReview { body } }';
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const ANSWER = { data: { me: { name: 'Ann' } } };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'persisted-documents-'));
  await writeFile(
    join(folder, 'apollo.json'),
    JSON.stringify({
      format: 'apollo-persisted-query-manifest',
      version: 1,
      operations: [
        { id: hashOf(ME), name: 'Me', type: 'query', body: ME },
        { id: hashOf(RENAME), name: 'Rename', type: 'mutation', body: RENAME },
      ],
    }),
  );
  await writeFile(join(folder, 'relay.json'), JSON.stringify({ latest: LATEST }));
});
afterEach(() => rm(folder, { recursive: true }));

type Options = NonNullable<RouterConfigInput['persistedDocuments']>;

async function openWith(options: Options, more: Partial<RouterOptions> = {}): Promise<TestRouter> {
  const test = await createTestRouter({
    persistedDocuments: { manifests: [{ file: join(folder, 'apollo.json') }], ...options },
    ...more,
  });
  onTestFinished(() => test.router.close());
  return test;
}

async function send(
  { router }: TestRouter,
  body: object,
  headers: Record<string, string> = {},
  path = '/graphql',
) {
  const response = await router.fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return toSeen(response);
}

async function get({ router }: TestRouter, path: string) {
  return toSeen(await router.fetch(path, { headers: { 'apollo-require-preflight': '1' } }));
}

async function toSeen(response: Response) {
  const answer = (await response.json()) as any;
  return { status: response.status, answer, code: answer.errors?.[0]?.extensions?.code };
}

const byHash = (text: string) => ({
  extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(text) } },
});

describe('a document of a manifest', () => {
  it.each([
    ['extensions.persistedQuery', byHash(ME)],
    ['documentId', { documentId: hashOf(ME) }],
    ['documentId with the prefix of GraphQL over HTTP', { documentId: `sha256:${hashOf(ME)}` }],
    ['doc_id, as Relay sends it', { doc_id: hashOf(ME) }],
    ['its id and its text', { documentId: hashOf(ME), query: ME }],
    [
      'its id and its text written another way',
      { documentId: hashOf(ME), query: `# again\n${ME.replaceAll(' ', '  ')}` },
    ],
  ])('is executed by %s', async (_what, body) => {
    expect(await send(await openWith({}), body)).toMatchObject({ status: 200, answer: ANSWER });
  });

  it('is executed by GET, by parameter and by path', async () => {
    const test = await openWith({});
    const extensions = encodeURIComponent(JSON.stringify(byHash(ME).extensions));
    for (const path of [
      `/graphql?extensions=${extensions}`,
      `/graphql?documentId=sha256:${hashOf(ME)}`,
      `/graphql?doc_id=${hashOf(ME)}`,
      `/graphql/${hashOf(ME)}`,
      `/graphql/sha256%3A${hashOf(ME)}`,
    ]) {
      expect(await get(test, path), path).toMatchObject({ status: 200, answer: ANSWER });
    }
  });

  it('is executed with variables by a POST to its own path, and a mutation not by GET', async () => {
    const test = await openWith({});
    const path = `/graphql/${hashOf(RENAME)}`;
    const variables = { id: '1' };
    expect((await send(test, { variables }, {}, path)).answer).toEqual({ data: { rename: { name: 'Eve' } } });
    expect(await get(test, `${path}?variables=${JSON.stringify(variables)}`)).toMatchObject({
      status: 405,
      code: 'METHOD_NOT_ALLOWED',
    });
  });

  it('is refused when the text that comes along is another document, or two ids name different ones', async () => {
    const test = await openWith({});
    expect(await send(test, { documentId: hashOf(ME), query: LATEST })).toMatchObject({
      status: 400,
      code: 'PERSISTED_QUERY_HASH_MISMATCH',
    });
    expect(await send(test, { documentId: hashOf(ME), ...byHash(LATEST) })).toMatchObject({
      status: 400,
      code: 'BAD_REQUEST',
    });
  });

  it('does not share a running answer with another one whose path differs only in the id', async () => {
    const test = await openWith({ manifests: [{ folder }] });
    const [me, latest] = await Promise.all([
      get(test, `/graphql/${hashOf(ME)}`),
      get(test, '/graphql/latest'),
    ]);
    expect(me.answer).toEqual(ANSWER);
    expect(latest.answer).toEqual({ data: { latestReview: { body: 'Fine.' } } });
  });

  it('is unknown to the path when there is no manifest, and when the path holds no id', async () => {
    const bare = await createTestRouter();
    onTestFinished(() => bare.router.close());
    expect((await get(bare, `/graphql/${hashOf(ME)}`)).code).toBe('NOT_FOUND');
    expect((await get(await openWith({}), '/graphql/a%2Fb')).code).toBe('NOT_FOUND');
  });
});

describe('an id that no manifest has', () => {
  it('is 404, and no cache may keep that', async () => {
    const test = await openWith({});
    const response = await test.router.fetch('/graphql/nothing', {
      headers: { 'apollo-require-preflight': '1' },
    });
    expect(response.headers.get('cache-control')).toBe('private, no-cache, must-revalidate');
    expect(await toSeen(response)).toMatchObject({ status: 404, code: 'PERSISTED_QUERY_NOT_IN_LIST' });
  });

  it.each(['off', 'audit', 'safelist'] as const)(
    'may be the hash of a document to be registered at level %s',
    async (level) => {
      const test = await openWith({ level, manifests: [{ folder }] });
      const again = `${ME} `;
      expect((await send(test, byHash(again))).code).toBe('PERSISTED_QUERY_NOT_FOUND');
      expect((await send(test, { query: again, ...byHash(again) })).answer).toEqual(ANSWER);
      expect((await send(test, byHash(again))).answer).toEqual(ANSWER);
    },
  );

  it('is told as unknown in the list when hashes are not registered, and goes by its text when that comes along', async () => {
    const test = await openWith({ apq: { enabled: false } });
    expect((await send(test, byHash(LATEST))).code).toBe('PERSISTED_QUERY_NOT_IN_LIST');
    expect((await send(test, { query: LATEST, ...byHash(LATEST) })).status).toBe(200);
    expect((await send(test, { query: LATEST, documentId: 'anything' })).status).toBe(200);
    expect((await send(test, { query: LATEST, ...byHash(ME + ME) })).code).toBe(
      'PERSISTED_QUERY_HASH_MISMATCH',
    );
    expect((await send(test, { query: LATEST, documentId: hashOf(ME + ME) })).code).toBe(
      'PERSISTED_QUERY_HASH_MISMATCH',
    );
  });
});

describe('level audit', () => {
  it('executes every document, and logs each unknown one once for each client, with its name', async () => {
    const test = await openWith({ level: 'audit' });
    const client = { 'apollographql-client-name': 'web', 'apollographql-client-version': '3' };
    expect((await send(test, { query: ME })).answer).toEqual(ANSWER);
    expect(test.log).toEqual([]);
    for (let time = 0; time < 3; time++)
      expect((await send(test, { query: LATEST }, client)).status).toBe(200);
    await send(test, { query: LATEST }, { 'graphql-client-name': 'app' });
    const lines = test.log.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toMatchObject([
      { level: 40, clientName: 'web', clientVersion: '3', document: LATEST },
      { level: 40, clientName: 'app', document: LATEST },
    ]);
  });
});

describe('level safelist', () => {
  it('executes a known text however it is spaced and its definitions are ordered', async () => {
    const test = await openWith({ level: 'safelist' });
    const [operation = '', fragment = ''] = ME.split(/(?=fragment)/);
    for (const query of [ME, `  ${ME.replaceAll(' ', ',\n')}# end`, `${fragment} ${operation}`]) {
      expect((await send(test, { query })).answer, query).toEqual(ANSWER);
    }
  });

  it.each([
    ['an unknown text', LATEST],
    ['a known one with another field', ME.replace('name }', 'name id }')],
    ['a known one with one more definition', `${ME} query Other { me { id } }`],
    ['a known one with a changed literal', RENAME.replace('Eve', 'Mal')],
    ['no GraphQL', '{{{'],
    ['introspection', '{ __schema { queryType { name } } }'],
  ])('refuses %s', async (_what, query) => {
    const test = await openWith({ level: 'safelist' });
    expect(await send(test, { query })).toMatchObject({ status: 403, code: 'QUERY_NOT_IN_SAFELIST' });
    expect(await send(test, { query, ...byHash(query) })).toMatchObject({ code: 'QUERY_NOT_IN_SAFELIST' });
    expect(test.users.requests.length + test.reviews.requests.length).toBe(0);
  });

  it('refuses a document that was registered under another level', async () => {
    const test = await openWith({ level: 'off' });
    await send(test, { query: LATEST, ...byHash(LATEST) });
    const persistedDocuments: Options = {
      level: 'safelist',
      manifests: [{ file: join(folder, 'apollo.json') }],
    };
    await test.router.reconfigure({ persistedDocuments });
    expect((await send(test, byHash(LATEST))).code).toBe('QUERY_NOT_IN_SAFELIST');
    await test.router.reconfigure({ persistedDocuments: { ...persistedDocuments, level: 'off' } });
    expect((await send(test, byHash(LATEST))).status).toBe(200);
  });

  it('does not concern code of the same process', async () => {
    const test = await openWith({ level: 'safelist-ids' });
    expect(await test.router.execute({ query: LATEST }, { identity: ANONYMOUS })).toMatchObject({
      status: 200,
    });
  });
});

describe('level safelist-ids', () => {
  it('executes by id only', async () => {
    const test = await openWith({ level: 'safelist-ids' });
    expect((await send(test, byHash(ME))).answer).toEqual(ANSWER);
    expect((await send(test, { query: ME, ...byHash(ME) })).answer).toEqual(ANSWER);
    expect(await send(test, { query: ME })).toMatchObject({
      status: 400,
      code: 'PERSISTED_QUERY_ID_REQUIRED',
    });
    expect(await send(test, { query: LATEST, ...byHash(LATEST) })).toMatchObject({
      status: 404,
      code: 'PERSISTED_QUERY_NOT_IN_LIST',
    });
    expect((await send(test, { query: LATEST, documentId: 'x' })).code).toBe('PERSISTED_QUERY_NOT_IN_LIST');
  });
});

describe('clients', () => {
  const clients = (): Options => ({
    manifests: [],
    clients: {
      web: { level: 'off' },
      app: { level: 'safelist', manifests: [{ file: join(folder, 'apollo.json') }] },
      kiosk: { level: 'safelist-ids', manifests: [{ file: join(folder, 'relay.json') }] },
    },
  });
  const as = (name: string) => ({ 'graphql-client-name': name });

  it('each have their own level and documents; who gives no known name gets the strictest level', async () => {
    const test = await openWith(clients());
    expect((await send(test, { query: LATEST }, as('web'))).status).toBe(200);
    expect((await send(test, { query: ME }, as('app'))).status).toBe(200);
    expect((await send(test, { query: LATEST }, as('app'))).code).toBe('QUERY_NOT_IN_SAFELIST');
    expect((await send(test, { doc_id: 'latest' }, as('kiosk'))).status).toBe(200);
    expect((await send(test, { doc_id: 'latest' }, as('app'))).code).toBe('PERSISTED_QUERY_NOT_IN_LIST');
    for (const headers of [{}, as('other'), as('__proto__')]) {
      expect((await send(test, { query: ME }, headers)).code).toBe('PERSISTED_QUERY_ID_REQUIRED');
    }
  });

  it('without a known name get the level that is set for them', async () => {
    const test = await openWith({ ...clients(), level: 'off' });
    expect((await send(test, { query: LATEST }, as('other'))).status).toBe(200);
  });

  it('do not share running answers with clients that may send less', async () => {
    const test = await openWith(clients());
    const [web, app] = await Promise.all([
      send(test, { query: LATEST }, as('web')),
      send(test, { query: LATEST }, as('app')),
    ]);
    expect([web.status, app.status]).toEqual([200, 403]);
  });

  it('get what a manifest for several of them says is theirs', async () => {
    const operations = [
      { id: 'me', body: ME, clientName: 'app' },
      { id: 'latest', body: LATEST, clientName: null },
    ];
    await writeFile(
      join(folder, 'all.json'),
      JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }),
    );
    const manifests = [{ file: join(folder, 'all.json') }];
    const test = await openWith({ manifests, clients: { app: { level: 'off' }, web: { level: 'off' } } });
    expect((await send(test, { documentId: 'me' }, as('app'))).status).toBe(200);
    expect((await send(test, { documentId: 'me' }, as('web'))).status).toBe(404);
    expect((await send(test, { documentId: 'latest' }, as('web'))).status).toBe(200);
    await expect(openWith({ manifests, clients: { web: { level: 'off' } } })).rejects.toMatchObject({
      code: 'MANIFEST_INVALID',
      message: expect.stringContaining('there is no client "app"'),
    });
  });
});

describe('exempt scopes', () => {
  it('let a user send any document, and nobody else', async () => {
    const key = await createTestKey('1');
    const test = await openWith(
      { level: 'safelist-ids', exemptScopes: ['documents:any'] },
      { authentication: { issuers: [{ issuer: TEST_ISSUER, jwks: { load: async () => keySet(key) } }] } },
    );
    const tokenWith = async (scope: string) => ({
      authorization: `Bearer ${await signToken(key, { claims: { scope } })}`,
    });
    expect((await send(test, { query: LATEST }, await tokenWith('other documents:any'))).status).toBe(200);
    expect((await send(test, { query: LATEST }, await tokenWith('documents'))).code).toBe(
      'PERSISTED_QUERY_ID_REQUIRED',
    );
    expect((await send(test, { query: LATEST })).code).toBe('PERSISTED_QUERY_ID_REQUIRED');
  });

  it('count when the role of a user brings them', async () => {
    const key = await createTestKey('1');
    const test = await openWith(
      { level: 'safelist', exemptScopes: ['documents:any'] },
      {
        authentication: { issuers: [{ issuer: TEST_ISSUER, jwks: { load: async () => keySet(key) } }] },
        authorization: { roleScopes: { ADMIN: ['documents:any'] } },
      },
    );
    const tokenOf = async (role: string) => ({
      authorization: `Bearer ${await signToken(key, { claims: { role } })}`,
    });
    expect((await send(test, { query: LATEST }, await tokenOf('ADMIN'))).status).toBe(200);
    expect((await send(test, { query: LATEST }, await tokenOf('USER'))).code).toBe('QUERY_NOT_IN_SAFELIST');
  });
});

describe.skipIf(!hasRedis())('routers that share a Redis', () => {
  it('know what one of them was sent, and work on while it is away', async () => {
    const server = await startTestRedis();
    onTestFinished(() => server.stop());
    const sharedState = { redis: { url: server.url } };
    const [one, other] = [await openWith({}, { sharedState }), await openWith({}, { sharedState })];
    expect((await send(other, byHash(LATEST))).code).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect((await send(one, { query: LATEST, ...byHash(LATEST) })).status).toBe(200);
    await vi.waitFor(async () => {
      expect(await send(other, byHash(LATEST))).toMatchObject({ status: 200, code: undefined });
    });
    await server.kill();
    const text = `${LATEST} # another`;
    expect((await send(other, byHash(text))).code).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect((await send(other, { query: text, ...byHash(text) })).status).toBe(200);
    expect(await send(other, byHash(text))).toMatchObject({ status: 200, code: undefined });
  });
});

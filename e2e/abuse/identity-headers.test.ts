import { ANONYMOUS, createIdentitySigner, createIdentityVerifier, IDENTITY_HEADER } from '@techally/identity';
import type { Identity } from '@techally/identity';
import type { SubgraphFront } from '@techally/subgraph-kit';
import { listenSubgraph } from '@techally/subgraph-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestStack } from '../harness/start-test-stack.js';
import { startTestStack } from '../harness/start-test-stack.js';
import { TEST_SECRETS } from '../harness/test-secrets.js';
import { expectRefusal } from './expect-refusal.js';
import { forge, hmac, sign } from './forge-tokens.js';
import { sendRaw } from './send-raw.js';
import type { TokenScene } from './token-scene.js';
import { IDENTITY_SECRET, startTokenScene } from './token-scene.js';

const admin: Identity = {
  kind: 'user',
  userId: '5b3f2f0e-0000-4000-8000-000000000001',
  email: 'admin@example.com',
  role: 'ADMIN',
  tier: 'PREMIUM',
  scope: ['admin:read', 'admin:write'],
};
const service: Identity = { kind: 'service', service: 'order' };

describe('an identity header that a client sends to the router', () => {
  let scene: TokenScene;
  beforeAll(async () => {
    scene = await startTokenScene();
  });
  afterAll(() => scene.close());
  beforeEach(() => {
    scene.reached.length = 0;
  });

  const signer = createIdentitySigner({ secret: IDENTITY_SECRET });

  /** Who the subgraph was told is asking. */
  async function identityReached(): Promise<Identity> {
    const { name, headers } = scene.reached.at(-1)!;
    return createIdentityVerifier({ secret: IDENTITY_SECRET, audience: name }).verify(
      headers[IDENTITY_HEADER],
    );
  }

  it.each<[string, (value: string) => readonly string[]]>([
    ['as it is', (value) => [IDENTITY_HEADER, value]],
    ['in other letters', (value) => ['X-TechAlly-Identity', value]],
    ['with underscores', (value) => ['x_techally_identity', value]],
    ['twice', (value) => [IDENTITY_HEADER, value, IDENTITY_HEADER, value]],
    ['as a header of the connection', (value) => ['connection', IDENTITY_HEADER, IDENTITY_HEADER, value]],
    ['as a cookie', (value) => ['cookie', `${IDENTITY_HEADER}=${value}; __Host-token=`]],
  ])('%s does not reach a subgraph, though it would hold there', async (_how, headers) => {
    for (const identity of [admin, service]) {
      const value = signer.sign(identity, 'user');
      expect(await sendRaw(scene.url, '{ me { id } }', headers(value))).toMatchObject({ status: 200 });
      expect(await identityReached()).toEqual(ANONYMOUS);
      expect(JSON.stringify(scene.reached)).not.toContain(value);
    }
  });

  it('does not change who a good token says it is', async () => {
    const authorization = `Bearer ${await sign(scene.ann)}`;
    const headers = ['authorization', authorization, IDENTITY_HEADER, signer.sign(admin, 'user')];
    expect(await sendRaw(scene.url, '{ me { id } }', headers)).toMatchObject({ status: 200 });
    expect(await identityReached()).toMatchObject({ userId: 'ann', role: 'USER' });
  });

  it('is no access token', async () => {
    const value = signer.sign(admin, 'user');
    const send = () =>
      fetch(`${scene.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${value}` },
        body: '{"query":"{ me { id } }"}',
      });
    await expectRefusal(send, { status: 401, code: 'UNAUTHENTICATED', reason: 'TOKEN_ISSUER_UNKNOWN' });
    expect(scene.reached).toEqual([]);
  });
});

describe('a request that goes straight to a subgraph', () => {
  const NAMES = ['auth', 'user', 'product', 'order', 'payment', 'inventory', 'notification'] as const;
  const QUERIES = [
    '{ _service { sdl } }',
    '{ _entities(representations: []) { __typename } }',
    '{ __typename }',
  ];

  let stack: TestStack;
  const fronts = new Map<string, SubgraphFront>();
  beforeAll(async () => {
    stack = await startTestStack();
    for (const name of NAMES) {
      fronts.set(name, await listenSubgraph(stack.services.all.get(name)!.subgraph, { port: 0 }));
    }
  });
  afterAll(async () => {
    await Promise.all([...fronts.values()].map((front) => front.close()));
    await stack.stop();
  });

  const ask = (name: string, query: string, header: string | undefined) =>
    fetch(`${fronts.get(name)?.url ?? ''}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(header === undefined ? {} : { [IDENTITY_HEADER]: header }),
      },
      body: JSON.stringify({ query }),
    });
  const { identitySecret: secret } = TEST_SECRETS;
  const signer = createIdentitySigner({ secret });
  const claims = (audience: string) => ({
    iss: 'techally-router',
    aud: audience,
    kind: 'service',
    sub: 'service:order',
    exp: Math.floor(Date.now() / 1000) + 60,
  });

  it('is answered when it carries what the router would have signed', async () => {
    for (const name of NAMES) {
      expect((await ask(name, '{ __typename }', signer.sign(ANONYMOUS, name))).status).toBe(200);
    }
  });

  it.each<[string, (name: string) => string | undefined | Promise<string>]>([
    ['without a header', () => undefined],
    ['with an empty one', () => ''],
    ['with one that says that it needs no signature', (name) => forge({ alg: 'none' }, claims(name))],
    [
      'with one that is signed with another secret',
      (name) => createIdentitySigner({ secret: `${secret}!` }).sign(admin, name),
    ],
    [
      'with one that is signed with the secret as it is written',
      (name) => forge({ alg: 'HS256' }, claims(name), hmac(secret)),
    ],
    [
      'with one that has expired',
      (name) => createIdentitySigner({ secret, now: () => Date.now() - 120_000 }).sign(admin, name),
    ],
    ['with one for another subgraph', (name) => signer.sign(admin, name === 'user' ? 'order' : 'user')],
    ['with two that would hold', async (name) => `${signer.sign(admin, name)}, ${signer.sign(admin, name)}`],
    ['with an access token', () => stack.customer().then(({ accessToken }) => accessToken)],
  ])('%s is refused, whatever it asks', async (_what, makeHeader) => {
    for (const name of NAMES) {
      const header = await makeHeader(name);
      for (const query of QUERIES) {
        await expectRefusal(() => ask(name, query, header), { status: 401, code: 'IDENTITY_HEADER_INVALID' });
      }
    }
  });
});

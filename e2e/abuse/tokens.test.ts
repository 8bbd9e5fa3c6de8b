import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { expectMedianWithin, expectRefusal } from './expect-refusal.js';
import { createIssuerKey, forge, goodClaims, hmac, payload, sign, tamper } from './forge-tokens.js';
import { sendRaw } from './send-raw.js';
import type { TokenScene } from './token-scene.js';
import { startTokenScene } from './token-scene.js';

const OPERATION = '{ me { id } }';
const REFUSED = { status: 401, code: 'UNAUTHENTICATED' };

let scene: TokenScene;
beforeAll(async () => {
  scene = await startTokenScene();
});
afterAll(() => scene.close());
beforeEach(() => {
  scene.reached.length = 0;
});

const post = ({ url }: Pick<TokenScene, 'url'>, headers: Readonly<Record<string, string>>) =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: OPERATION }),
  });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

type MakeToken = () => string | Promise<string>;

/** The token must be refused in a header and in a cookie, quickly, and no subgraph may hear of it. */
async function expectRefused(makeToken: MakeToken, reason = 'TOKEN_INVALID'): Promise<void> {
  const token = await makeToken();
  await expectRefusal(() => post(scene, bearer(token)), { ...REFUSED, reason });
  await expectRefusal(() => post(scene, { cookie: `__Host-token=${token}` }), { ...REFUSED, reason });
  expect(scene.reached).toEqual([]);
}

const seconds = (fromNow: number) => Math.floor(Date.now() / 1000) + fromNow;
const pem = () => scene.ann.publicKey.export({ format: 'pem', type: 'spki' });
const der = () => scene.ann.publicKey.export({ format: 'der', type: 'spki' });

it('good tokens of both issuers hold, so that the others are refused for what is wrong with them', async () => {
  for (const issuer of [scene.ann, scene.other]) {
    expect((await post(scene, bearer(await sign(issuer)))).status).toBe(200);
    expect((await post(scene, { cookie: `__Host-token=${await sign(issuer)}` })).status).toBe(200);
  }
  expect(scene.reached.length).toBeGreaterThan(0);
});

describe('a token is refused', () => {
  it.each<[string, string, MakeToken]>([
    [
      'that has expired',
      'TOKEN_EXPIRED',
      () => sign(scene.ann, { iat: seconds(-7200), exp: seconds(-3600) }),
    ],
    ['that is not valid yet', 'TOKEN_INVALID', () => sign(scene.ann, { nbf: seconds(3600) })],
    ['that never expires', 'TOKEN_INVALID', () => sign(scene.ann, { exp: undefined })],
    ['that expires at no number', 'TOKEN_INVALID', () => sign(scene.ann, { exp: '9999999999' })],
    ['for another audience', 'TOKEN_INVALID', () => sign(scene.ann, { aud: ['blog', 'Shop'] })],
    ['for no audience', 'TOKEN_INVALID', () => sign(scene.ann, { aud: undefined })],
    ['of an unknown issuer', 'TOKEN_ISSUER_UNKNOWN', () => sign(scene.ann, { iss: 'https://evil.example' })],
    [
      'of an issuer in other letters',
      'TOKEN_ISSUER_UNKNOWN',
      () => sign(scene.ann, { iss: 'HTTPS://ANN.EXAMPLE' }),
    ],
    ['of no issuer', 'TOKEN_ISSUER_UNKNOWN', () => sign(scene.ann, { iss: undefined })],
    ['of two issuers', 'TOKEN_ISSUER_UNKNOWN', () => sign(scene.ann, { iss: [scene.ann.issuer] })],
    ['that names nobody', 'TOKEN_INVALID', () => sign(scene.ann, { sub: undefined })],
  ])('%s', async (_what, reason, makeToken) => {
    await expectRefused(makeToken, reason);
  });

  it.each<[string, MakeToken]>([
    ['by a key of nobody', async () => sign(await createIssuerKey(scene.ann.issuer, 'a1'))],
    [
      'with one bit changed',
      async () =>
        tamper(await sign(scene.ann), ([head, body, signature = '']) => [
          head!,
          body!,
          `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
        ]),
    ],
    [
      'for other claims',
      async () =>
        tamper(await sign(scene.ann), ([head, , signature]) => [
          head!,
          payload({ ...goodClaims(scene.ann), role: 'ADMIN' }),
          signature!,
        ]),
    ],
    ['not at all', async () => tamper(await sign(scene.ann), ([head, body]) => [head!, body!, ''])],
    ['by the key of another issuer', async () => sign({ ...scene.other, issuer: scene.ann.issuer })],
    [
      'by the key of another issuer, under a name of its own',
      async () => sign({ ...scene.other, issuer: scene.ann.issuer, kid: 'a1' }),
    ],
    [
      'by the key of another issuer, with the algorithm of its own',
      async () => sign({ ...scene.other, issuer: scene.ann.issuer }, {}, { kid: 'a1' }),
    ],
  ])('signed %s', async (_what, makeToken) => {
    await expectRefused(makeToken);
  });

  it.each(['none', 'None', 'NONE', 'nOnE', '', 'HS256', 'RS256', null, 1])(
    'without a signature whose algorithm is %j',
    async (alg) => {
      await expectRefused(() => forge({ alg, kid: 'a1' }, goodClaims(scene.ann)));
      await expectRefused(() => forge({ alg, kid: 'a1' }, goodClaims(scene.ann), () => 'AA'));
    },
  );

  it.each<[string, () => string | Buffer]>([
    ['as PEM', pem],
    ['as PEM without its line break', () => pem().slice(0, -1)],
    ['as DER', der],
    ['as its raw bytes', () => Buffer.from(scene.ann.jwk.x ?? '', 'base64url')],
    ['as its text in the key set', () => scene.ann.jwk.x ?? ''],
    ['as JSON', () => JSON.stringify(scene.ann.jwk)],
  ])('signed with the public key as a shared secret, %s', async (_form, secret) => {
    for (const [alg, hash] of [
      ['HS256', 'sha256'],
      ['HS512', 'sha512'],
    ] as const) {
      await expectRefused(() => forge({ alg, kid: 'a1' }, goodClaims(scene.ann), hmac(secret(), hash)));
    }
  });

  it('signed by a key that it brings itself, or says where to get', async () => {
    const own = await createIssuerKey(scene.ann.issuer, 'a1');
    const { strangersKeys } = scene;
    const headers = [
      { jwk: own.jwk },
      { jwk: own.jwk, kid: undefined },
      { jku: strangersKeys },
      { jku: strangersKeys, kid: 'unknown' },
      { x5u: strangersKeys },
      { x5c: [der().toString('base64')] },
      { kid: strangersKeys },
    ];
    for (const header of headers) await expectRefused(() => sign(own, {}, header));
    expect(scene.fetched.get('/stranger')).toBeUndefined();
  });

  it.each([
    '../../../../../../dev/null',
    '/dev/null',
    'file:///dev/null',
    "a1' UNION SELECT 'secret' -- ",
    "a1'; DROP TABLE signing_keys; --",
    '__proto__',
    'constructor',
    'a1\u0000',
    'A1',
    '',
    'x'.repeat(5_000),
  ])('whose key id is %.40j', async (kid) => {
    const empty = Buffer.alloc(0);
    for (const secret of [empty, 'secret'])
      await expectRefused(() => forge({ alg: 'HS256', kid }, goodClaims(scene.ann), hmac(secret)));
    await expectRefused(async () => sign(await createIssuerKey(scene.ann.issuer, kid)));
  });

  it.each<[string, unknown, unknown?]>([
    ['is a list', []],
    ['is null', null],
    ['has a key id that is an object', { alg: 'EdDSA', kid: { toString: 'a1' } }],
    ['asks for an extension that nobody knows', { alg: 'EdDSA', kid: 'a1', crit: ['exp2'], exp2: 1 }],
    ['asks for a payload that is not encoded', { alg: 'EdDSA', kid: 'a1', crit: ['b64'], b64: false }],
  ])('whose header %s', async (_what, header) => {
    await expectRefused(() => forge(header, goodClaims(scene.ann), () => 'AAAA'));
  });

  it.each<[string, string]>([
    ['has one part', 'x'],
    ['has two', 'a.b'],
    ['has five, as an encrypted one', 'a.b.c.d.e'],
    ['has thousands', '.'.repeat(8_000)],
    ['is 15,000 characters of nothing', 'x'.repeat(15_000)],
    [
      'is deeply nested',
      `${payload({ alg: 'EdDSA', kid: 'a1' })}.${Buffer.from(`${'['.repeat(5_000)}${']'.repeat(5_000)}`).toString('base64url')}.AAAA`,
    ],
  ])('that %s', async (_what, token) => {
    await expectRefused(() => token);
  });
});

describe('a token of 100,000 characters is refused', () => {
  it('by the HTTP server before anything is done with it, and so is one that is a little too long', async () => {
    const took: number[] = [];
    for (const length of [20_000, 20_000, 100_000, 100_000, 100_000]) {
      const authorization = `Bearer ${'x'.repeat(length)}`;
      const began = performance.now();
      const { status } = await sendRaw(scene.url, OPERATION, ['authorization', authorization]);
      took.push(performance.now() - began);
      // The server ends the connection without reading the rest, which may reach the client before the answer does.
      expect(status).toBeOneOf(length === 20_000 ? [431] : [431, 'ECONNRESET', 'EPIPE']);
    }
    expectMedianWithin(took);
    expect(scene.reached).toEqual([]);
    expect((await post(scene, bearer(await sign(scene.ann)))).status).toBe(200);
  });

  it('by the router, unread, where no HTTP server stands before it', async () => {
    const token = tamper(await sign(scene.ann), ([head, body]) => [head!, body!, 'x'.repeat(100_000)]);
    const send = () =>
      scene.router.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...bearer(token) },
        body: JSON.stringify({ query: OPERATION }),
      });
    await expectRefusal(send, { ...REFUSED, reason: 'TOKEN_INVALID' });
    expect(scene.reached).toEqual([]);
  });
});

describe('tokens with unknown key ids', () => {
  it('however many there are, cause one request to their issuer in each cool-down, and are refused meanwhile', async () => {
    const coolDown = 1_000;
    const flooded = await startTokenScene(coolDown);
    onTestFinished(() => flooded.close());
    expect((await post(flooded, bearer(await sign(flooded.ann)))).status).toBe(200);
    const forger = await createIssuerKey(flooded.ann.issuer, 'a1');

    const began = performance.now();
    const took: number[] = [];
    let sent = 0;
    const flood = async () => {
      while (performance.now() - began < 2.5 * coolDown) {
        const token = await sign(forger, {}, { kid: randomUUID() });
        const start = performance.now();
        expect((await post(flooded, bearer(token))).status).toBe(401);
        took.push(performance.now() - start);
        sent += 1;
      }
    };
    await Promise.all([flood(), flood(), flood()]);
    expect(sent).toBeGreaterThan(100);
    expectMedianWithin(took);
    const coolDowns = Math.floor((performance.now() - began) / coolDown);
    const fetched = flooded.fetched.get('/ann') ?? 0;
    expect(fetched).toBeGreaterThan(1);
    expect(fetched).toBeLessThanOrEqual(1 + coolDowns);

    await sleep(coolDown);
    expect((await post(flooded, bearer(await sign(flooded.ann)))).status).toBe(200);
  });
});

import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import { rm, writeFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { JSONWebKeySet } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TestKey } from '../testing/test-issuer.js';
import { ANN, createTestKey, keySet, signToken, TEST_ISSUER } from '../testing/test-issuer.js';
import type { z } from 'zod';
import { authenticationOptions } from '../config/authentication-options.js';
import type { issuerOptions } from '../config/issuer-options.js';
import { createAuthenticate } from './authenticate.js';
import { createReloadingKeySet, KeySetUnavailableError } from './reloading-key-set.js';
import { createTokenVerifier } from './token-verifier.js';

let first: TestKey;
let second: TestKey;
beforeAll(async () => {
  first = await createTestKey('first');
  second = await createTestKey('second');
});

type JwksInput = z.input<typeof issuerOptions>['jwks'];

/** A key set over a clock and a source that the test moves. */
function scenario(initial: JSONWebKeySet) {
  const state = { time: 1_000_000, published: initial, loads: 0, fails: false, hangs: false };
  const keySetOf = createReloadingKeySet({
    now: () => state.time,
    timeout: 50,
    load: async () => {
      state.loads += 1;
      if (state.hangs) return new Promise(() => undefined);
      if (state.fails) throw new Error('away');
      return state.published;
    },
  });
  const find = (kid: string) => keySetOf.find({ alg: 'EdDSA', kid }, { payload: '', signature: '' });
  return { state, find, edition: () => keySetOf.edition() };
}

describe('a key set', () => {
  it('is loaded once, however many tokens come at the same time', async () => {
    const { state, find } = scenario(keySet(first));
    await Promise.all([find('first'), find('first'), find('first')]);
    expect(state.loads).toBe(1);
  });

  it('follows a rotation at the first token with the new key', async () => {
    const { state, find } = scenario(keySet(first));
    await find('first');
    state.published = keySet(first, second);
    state.time += 10_000;
    await expect(find('second')).resolves.toBeDefined();
    expect(state.loads).toBe(2);
  });

  it('is not loaded again for unknown key ids within the cool-down', async () => {
    const { state, find } = scenario(keySet(first));
    await find('first');
    for (let attempt = 0; attempt < 100; attempt += 1) {
      state.time += 99;
      await expect(find(`forged-${attempt}`)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
    }
    expect(state.loads).toBe(1);
  });

  it('forgets a withdrawn key after ten minutes', async () => {
    const { state, find } = scenario(keySet(first, second));
    await find('first');
    state.published = keySet(second);
    state.time += 600_000;
    await expect(find('first')).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
  });

  it('has another edition when other keys are published, which is found out without waiting', async () => {
    const { state, find, edition } = scenario(keySet(first));
    expect(edition()).toBe(0);
    await find('first');
    expect(edition()).toBe(1);
    state.time += 600_000;
    expect(edition()).toBe(1);
    await setTimeout(0);
    expect(edition()).toBe(1);
    expect(state.loads).toBe(2);

    state.published = keySet(second);
    state.time += 600_000;
    expect(edition()).toBe(1);
    await setTimeout(0);
    expect(edition()).toBe(2);
    expect(state.loads).toBe(3);
  });

  it('keeps its keys while the issuer is away', async () => {
    const { state, find } = scenario(keySet(first));
    await find('first');
    state.fails = true;
    state.time += 6_000_000;
    await expect(find('first')).resolves.toBeDefined();
  });

  it('makes nobody wait again for an issuer that did not answer, and follows it when it is back', async () => {
    const { state, find } = scenario(keySet(first));
    await find('first');
    state.hangs = true;
    state.time += 600_000;
    await expect(find('first')).resolves.toBeDefined();
    expect(state.loads).toBe(2);

    state.time += 10_000;
    const began = performance.now();
    await find('first');
    expect(performance.now() - began).toBeLessThan(25);
    expect(state.loads).toBe(3);

    await setTimeout(60);
    Object.assign(state, { hangs: false, published: keySet(second), time: state.time + 10_000 });
    await find('first');
    await expect(find('second')).resolves.toBeDefined();
    await expect(find('first')).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
  });

  it('that was never loaded says so, and is tried again each second', async () => {
    const { state, find } = scenario(keySet(first));
    state.fails = true;
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await expect(find('first')).rejects.toBeInstanceOf(KeySetUnavailableError);
    }
    expect(state.loads).toBe(1);
    state.fails = false;
    state.time += 1_000;
    await expect(find('first')).resolves.toBeDefined();
  });

  it('does not wait longer than it may for a source that never answers', async () => {
    const { state, find } = scenario(keySet(first));
    state.hangs = true;
    await expect(find('first')).rejects.toMatchObject({
      cause: { message: 'The keys did not come within 50 ms.' },
    });
  });
});

describe('the keys of an issuer', () => {
  const verifier = (jwks: JwksInput) =>
    createTokenVerifier(authenticationOptions.parse({ issuers: [{ issuer: TEST_ISSUER, jwks }] }))!;

  it('come from a URL', async () => {
    const server = createServer((_request, response) => response.end(JSON.stringify(keySet(first))));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { claims } = await verifier({ url: `http://127.0.0.1:${port}/jwks.json` }).verify(
      await signToken(first),
    );
    expect(claims.sub).toBe(ANN.sub);
    server.close();
    server.closeAllConnections();
  });

  it('come from a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'jwks-'));
    const file = join(folder, 'jwks.json');
    await writeFile(file, JSON.stringify(keySet(first)));
    expect((await verifier({ file }).verify(await signToken(first))).claims.sub).toBe(ANN.sub);
    await rm(folder, { recursive: true });
  });

  it('in a file are read again when they are old, and at the first token of a new key', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'jwks-'));
    const file = join(folder, 'jwks.json');
    let time = Date.now();
    const { verify } = createTokenVerifier(
      authenticationOptions.parse({
        issuers: [{ issuer: TEST_ISSUER, jwks: { file, maxAge: 60_000, coolDown: 5_000 } }],
      }),
      () => time,
    )!;
    await writeFile(file, JSON.stringify(keySet(first)));
    await verify(await signToken(first));
    await writeFile(file, JSON.stringify(keySet(first, second)));
    await expect(verify(await signToken(second))).rejects.toMatchObject({ reason: 'TOKEN_INVALID' });
    time += 5_000;
    await verify(await signToken(second));
    await writeFile(file, JSON.stringify(keySet(second)));
    time += 59_999;
    await verify(await signToken(first));
    time += 1;
    await expect(verify(await signToken(first))).rejects.toMatchObject({ reason: 'TOKEN_INVALID' });
    await rm(folder, { recursive: true });
  });

  it('that are withdrawn take the tokens with them that held before', async () => {
    let time = Date.now();
    let published = keySet(first, second);
    const options = authenticationOptions.parse({
      issuers: [{ issuer: TEST_ISSUER, jwks: { load: async () => published, maxAge: 60_000 } }],
    });
    const now = () => time;
    const authenticate = createAuthenticate(options, {
      tokenVerifier: createTokenVerifier(options, now),
      now,
    });
    const headers = { authorization: `Bearer ${await signToken(first)}` };
    await authenticate(headers);
    expect(authenticate(headers)).toMatchObject({ userId: ANN.sub });
    published = keySet(second);
    time += 60_000;
    // The keys are loaded while nobody waits for them.
    expect(authenticate(headers)).toMatchObject({ userId: ANN.sub });
    await setTimeout(0);
    await expect(async () => authenticate(headers)).rejects.toMatchObject({ reason: 'TOKEN_INVALID' });
  });

  it('that cannot be had make a token neither good nor bad', async () => {
    const attempt = verifier({ file: '/nowhere/jwks.json' }).verify(await signToken(first));
    await expect(attempt).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', status: 503 });
  });

  it('are all tried for a token without a key id', async () => {
    const jwks = { load: async () => keySet(first, second) };
    const token = await signToken({ ...second, publicJwk: { alg: 'EdDSA' } });
    expect((await verifier(jwks).verify(token)).claims.sub).toBe(ANN.sub);
  });

  it.each(['ES256', 'RS256'])('may be %s', async (alg) => {
    const key = await createTestKey('k', alg);
    const { claims } = await verifier({ load: async () => keySet(key) }).verify(await signToken(key));
    expect(claims.sub).toBe(ANN.sub);
  });

  it('of an algorithm that is not allowed are refused', async () => {
    const key = await createTestKey('k', 'ES384');
    const attempt = verifier({ load: async () => keySet(key) }).verify(await signToken(key));
    await expect(attempt).rejects.toMatchObject({ reason: 'TOKEN_INVALID' });
  });
});

import { createRedis } from '@techally/redis';
import { hasRedis, startTestRedis } from '@techally/test-parts';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { RouterOptions } from '../router-options.js';
import type { Router } from '../router.js';
import { createTestKey, keySet, signToken, TEST_ISSUER } from '../testing/test-issuer.js';
import { createTestRouter } from '../testing/test-router.js';

const MINUTE = 60_000;
const START = 1_800_000_000_000 - (1_800_000_000_000 % MINUTE);
const LIMITS = { enabled: true, tiers: { anonymous: 2, authenticated: 3, premium: 4 } };
const key = await createTestKey('k1');
const ISSUERS = [{ issuer: TEST_ISSUER, jwks: { load: () => Promise.resolve(keySet(key)) } }];

const routers: Router[] = [];
afterEach(async () => {
  for (const router of routers.splice(0)) await router.close();
});

async function start(options: Partial<RouterOptions> = {}) {
  const clock = { now: START + 20_000 };
  const started = await createTestRouter({
    rateLimit: LIMITS,
    authentication: { issuers: ISSUERS },
    now: () => clock.now,
    ...options,
  });
  routers.push(started.router);
  const ask = (headers?: Readonly<Record<string, string>>) => started.post('{ me { id } }', headers);
  /** The status of each of so many requests, one after the other. */
  const statuses = async (count: number, headers?: Readonly<Record<string, string>>) => {
    const seen: number[] = [];
    while (seen.length < count) seen.push((await ask(headers)).status);
    return seen;
  };
  return { ...started, clock, ask, statuses };
}

async function bearer(claims: Readonly<Record<string, unknown>>) {
  return { authorization: `Bearer ${await signToken(key, { claims })}` };
}

describe('the limit of requests', () => {
  it('is off unless it is switched on', async () => {
    const { statuses, ask } = await start({ rateLimit: { tiers: { anonymous: 0 } } });
    expect(await statuses(3)).toEqual([200, 200, 200]);
    expect((await ask()).headers.get('x-ratelimit-limit')).toBeNull();
  });

  it('allows 100, 1,000 and 5,000 a minute by default', async () => {
    const { ask } = await start({ rateLimit: { enabled: true } });
    const standard = await bearer({ sub: 'u1', userId: 'u1', tier: 'STANDARD' });
    const premium = await bearer({ sub: 'u2', userId: 'u2', tier: 'PREMIUM' });
    const policies: (string | null)[] = [];
    for (const headers of [undefined, standard, premium])
      policies.push((await ask(headers)).headers.get('ratelimit-policy'));
    expect(policies).toEqual(['"requests";q=100;w=60', '"requests";q=1000;w=60', '"requests";q=5000;w=60']);
  });

  it('says in every answer what is left, errors included', async () => {
    const { ask, post } = await start();
    const first = await ask();
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'x-ratelimit-limit': '2',
      'x-ratelimit-remaining': '1',
      'x-ratelimit-reset': String((START + MINUTE) / 1_000),
      'ratelimit-policy': '"requests";q=2;w=60',
      ratelimit: '"requests";r=1;t=40',
    });
    const invalid = await post('{ none }');
    expect(invalid.status).toBe(400);
    expect(invalid.headers.get('ratelimit')).toBe('"requests";r=0;t=40');
  });

  it('refuses what is too much with 429, and says when to come back', async () => {
    const { ask, statuses, clock } = await start();
    expect(await statuses(2)).toEqual([200, 200]);
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      'retry-after': '40',
      'x-ratelimit-remaining': '0',
      ratelimit: '"requests";r=0;t=40',
    });
    expect(await refused.json()).toEqual({
      errors: [
        {
          message: 'Too many requests; Retry-After says when to come back.',
          extensions: { code: 'TOO_MANY_REQUESTS', retryAfter: 40 },
        },
      ],
    });
    clock.now = START + MINUTE;
    expect((await ask()).status).toBe(200);
  });

  it('executes nothing for a request that is refused, and looks at its body no further', async () => {
    const { router, statuses, users } = await start();
    await statuses(2);
    const asked = users.requests.length;
    const response = await router.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: 'no JSON',
    });
    expect(response.status).toBe(429);
    expect(users.requests).toHaveLength(asked);
  });

  it('counts queries that share one execution, each', async () => {
    const { ask } = await start();
    const seen = await Promise.all([ask(), ask(), ask()]);
    expect(seen.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
    expect(seen.map(({ headers }) => headers.get('x-ratelimit-remaining')).sort()).toEqual(['0', '0', '1']);
  });

  it('counts an account by its id, however many tokens it has', async () => {
    const { statuses } = await start();
    const ann = { sub: 'ann', userId: 'ann', tier: 'STANDARD' };
    expect(await statuses(2, await bearer({ ...ann, jti: 't1' }))).toEqual([200, 200]);
    expect(await statuses(2, await bearer({ ...ann, jti: 't2' }))).toEqual([200, 429]);
    expect(await statuses(1, await bearer({ ...ann, sub: 'ben', userId: 'ben' }))).toEqual([200]);
    expect(await statuses(1)).toEqual([200]);
  });

  it('lets a change of tier take effect at once, and forgets nothing', async () => {
    const { statuses } = await start();
    const ann = { sub: 'ann', userId: 'ann' };
    expect(await statuses(4, await bearer({ ...ann, tier: 'STANDARD' }))).toEqual([200, 200, 200, 429]);
    expect(await statuses(2, await bearer({ ...ann, tier: 'PREMIUM' }))).toEqual([200, 429]);
  });

  it('counts each API key of an account by itself', async () => {
    const { statuses } = await start({
      resolveApiKey: (apiKeyId) => ({
        kind: 'user',
        userId: 'ann',
        email: 'ann@example.com',
        role: 'USER',
        tier: 'STANDARD',
        scope: [],
        apiKeyId,
      }),
    });
    expect(await statuses(4, { 'x-api-key': 'one' })).toEqual([200, 200, 200, 429]);
    expect(await statuses(1, { 'x-api-key': 'two' })).toEqual([200]);
  });

  it('never stops a service of ours', async () => {
    const { statuses, ask } = await start({
      rateLimit: { enabled: true, tiers: { anonymous: 0, authenticated: 0, premium: 0 } },
      resolveApiKey: () => ({ kind: 'service', service: 'order' }),
    });
    expect(await statuses(3, { 'x-api-key': 'internal' })).toEqual([200, 200, 200]);
    expect((await ask({ 'x-api-key': 'internal' })).headers.get('ratelimit')).toBeNull();
  });

  it('counts by the address that trusted proxies tell, and by nothing that anyone else writes', async () => {
    const trusting = await start({ trustProxy: 'loopback' });
    expect(await trusting.statuses(3, { 'x-forwarded-for': '192.0.2.1' })).toEqual([200, 200, 429]);
    expect(await trusting.statuses(1, { 'x-forwarded-for': '192.0.2.2' })).toEqual([200]);
    expect(await trusting.statuses(3, { 'x-forwarded-for': '2001:db8::1' })).toEqual([200, 200, 429]);
    expect(await trusting.statuses(1, { 'x-forwarded-for': '2001:db8::ffff:2' })).toEqual([429]);
    expect(await trusting.statuses(1, { 'x-forwarded-for': '2001:db8:0:1::1' })).toEqual([200]);

    const wary = await start();
    expect(await wary.statuses(2, { 'x-forwarded-for': '192.0.2.1' })).toEqual([200, 200]);
    expect(await wary.statuses(1, { 'x-forwarded-for': '192.0.2.2' })).toEqual([429]);
  });

  it('does not begin anew with another configuration', async () => {
    const { router, statuses } = await start();
    expect(await statuses(2)).toEqual([200, 200]);
    const tiers = { ...LIMITS.tiers, anonymous: 3 };
    await router.reconfigure({ rateLimit: { enabled: true, tiers } });
    expect(await statuses(2)).toEqual([200, 429]);
  });

  it('lets pages of other origins read what is left', async () => {
    const { ask } = await start({ cors: { origins: ['https://shop.example'] } });
    const { headers } = await ask({ origin: 'https://shop.example' });
    const exposed = headers.get('access-control-expose-headers')?.split(', ');
    const told = ['retry-after', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'];
    expect(exposed).toEqual(expect.arrayContaining([...told, 'ratelimit', 'ratelimit-policy']));
  });
});

describe.skipIf(!hasRedis())('the limit of requests on Redis', () => {
  async function startOnRedis(whenUnavailable: 'open' | 'closed') {
    const server = await startTestRedis();
    onTestFinished(() => server.stop());
    const started = await start({
      rateLimit: { ...LIMITS, whenUnavailable },
      sharedState: { redis: { url: server.url } },
    });
    return { ...started, server };
  }

  it('is shared by all routers on it', async () => {
    const one = await startOnRedis('open');
    const other = await start({ sharedState: { redis: { url: one.server.url } } });
    expect(await one.statuses(1)).toEqual([200]);
    expect(await other.statuses(2)).toEqual([200, 429]);
    expect(await one.statuses(1)).toEqual([429]);
  });

  it('counts in the process alone while Redis is away, if limits are open then', async () => {
    const { server, statuses, log } = await startOnRedis('open');
    expect(await statuses(1)).toEqual([200]);
    await server.kill();
    expect(await statuses(3)).toEqual([200, 200, 429]);
    expect(log.filter((line) => line.includes('rate limits count in this process alone'))).toHaveLength(1);
    await server.restart();
    await vi.waitFor(async () => {
      expect(await statuses(1)).toEqual([200]);
    }, 5_000);
  });

  it('refuses with 503 while Redis is away, if limits are closed then', async () => {
    const { server, ask, statuses } = await startOnRedis('closed');
    expect(await statuses(1)).toEqual([200]);
    await server.kill();
    const refused = await ask();
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await refused.json()).toMatchObject({
      errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }],
    });
    await server.restart();
    await vi.waitFor(async () => {
      expect((await ask()).status).toBe(200);
    }, 5_000);
  });

  it('starts although Redis is away', async () => {
    const { statuses } = await start({ sharedState: { redis: { url: 'redis://127.0.0.1:1' } } });
    expect(await statuses(3)).toEqual([200, 200, 429]);
  });

  it('keeps no connection of a configuration that was replaced', async () => {
    const { server, router, statuses } = await startOnRedis('open');
    await statuses(1);
    const redis = createRedis({ url: server.url, name: 'observer', onError: () => undefined });
    onTestFinished(() => {
      redis.disconnect();
    });
    const names = async () => String(await redis.client('LIST')).match(/name=techally-router/g)?.length ?? 0;
    expect(await names()).toBe(1);
    await router.reconfigure({ rateLimit: LIMITS });
    await vi.waitFor(async () => {
      expect(await names()).toBe(0);
    }, 5_000);
  });
});

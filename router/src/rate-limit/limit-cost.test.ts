import { hasRedis, startTestRedis } from '@techally/test-parts';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import type { RouterOptions } from '../router-options.js';
import type { Router } from '../router.js';
import { createTestRouter } from '../testing/test-router.js';

/** A list of unknown size is estimated at 10 objects, and has 2. */
const LIST = '{ everyone { id } }';
const FAILING = '{ everyone { id } broken }';

const routers: Router[] = [];
afterEach(async () => {
  for (const router of routers.splice(0)) await router.close();
});

async function start(options: Partial<RouterOptions> = {}) {
  const started = await createTestRouter({
    demandControl: { mode: 'measure' },
    rateLimit: { cost: { enabled: true, tiers: { anonymous: { capacity: 13, refill: 1 } } } },
    now: () => 1_800_000_000_000,
    ...options,
  });
  routers.push(started.router);
  /** What is left of the budget after a request was charged, and its status. */
  const spend = async (query: string) => {
    const response = await started.post(query);
    const left = /"cost";r=(\d+)/.exec(response.headers.get('ratelimit') ?? '')?.[1];
    return [response.status, left === undefined ? null : Number(left)];
  };
  return { ...started, spend };
}

const PLACES: readonly { name: string; skip: boolean; open: () => Promise<Partial<RouterOptions>> }[] = [
  { name: 'in process', skip: false, open: () => Promise.resolve({}) },
  {
    name: 'on Redis',
    skip: !hasRedis(),
    open: async () => {
      const server = await startTestRedis();
      onTestFinished(() => server.stop());
      return { sharedState: { redis: { url: server.url } } };
    },
  },
];

describe.each(PLACES.filter(({ skip }) => !skip))('the limit of cost $name', ({ open }) => {
  it('charges the estimate before, and settles with the actual cost after', async () => {
    const { post, spend } = await start(await open());
    expect(await spend(LIST)).toEqual([200, 3]);
    expect(await spend(LIST)).toEqual([200, 1]);
    const refused = await post(LIST);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.headers.get('ratelimit-policy')).toBe('"cost";q=13;w=13');
    expect(await refused.json()).toMatchObject({
      errors: [{ extensions: { code: 'TOO_MANY_REQUESTS', retryAfter: 1 } }],
    });
  });

  it('gives nothing back to an operation that went wrong', async () => {
    const { spend } = await start(await open());
    expect(await spend(FAILING)).toEqual([200, 3]);
    expect(await spend(LIST)).toEqual([429, 3]);
  });

  it('executes nothing of an operation that is refused', async () => {
    const { users, spend } = await start(await open());
    expect(await spend(`{ everyone { id } more: everyone { id } }`)).toEqual([400, 13]);
    expect(users.requests).toHaveLength(0);
  });

  it('charges an execution once, however many share it', async () => {
    const { spend } = await start(await open());
    await Promise.all([spend(LIST), spend(LIST), spend(LIST)]);
    expect(await spend(LIST)).toEqual([200, 1]);
  });
});

it('is no use without demand control, and refused as a configuration', async () => {
  await expect(start({ demandControl: { mode: 'off' } })).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringContaining('demandControl.mode') as string,
  });
});

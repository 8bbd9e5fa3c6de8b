import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { RouterConfigInput } from '@techally/router';
import type { Probe, ProbedRouter } from '../probe.js';

/** `X-API-Key` names the tier of the account that it stands for. */
const code: Probe['code'] = {
  resolveApiKey: (key) => ({
    kind: 'user',
    userId: key,
    email: 'ann@example.com',
    role: 'USER',
    tier: key === 'premium' ? 'PREMIUM' : 'STANDARD',
    scope: [],
  }),
};
const QUERY = '{ me { id } }';

const statusOf =
  (tier?: 'standard' | 'premium'): Probe['observe'] =>
  async ({ post }) =>
    (await post(QUERY, tier === undefined ? {} : { 'x-api-key': tier })).status;

const policy: Probe['observe'] = async ({ post }) => (await post(QUERY)).headers.get('ratelimit-policy');

/** Something that is neither Redis nor PostgreSQL, and notes who would like it to be. */
const calls = { count: 0 };
const stranger = createServer((socket) => {
  calls.count += 1;
  socket.destroy();
}).unref();
await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
const address = `127.0.0.1:${(stranger.address() as AddressInfo).port}`;

/** Whether the router tried to reach it for a request. */
const isAsked = async ({ post }: ProbedRouter): Promise<boolean> => {
  calls.count = 0;
  await post(QUERY);
  return calls.count > 0;
};

type CostTiers = NonNullable<NonNullable<NonNullable<RouterConfigInput['rateLimit']>['cost']>['tiers']>;

/** The policy of cost is told with what one filling of the budget takes. */
const costProbe = (option: string, tiers: CostTiers, tier?: 'standard' | 'premium'): Probe => ({
  option: `rateLimit.cost.${option}`,
  config: { demandControl: { mode: 'measure' }, rateLimit: { cost: { enabled: true, tiers } } },
  code,
  observe: async ({ post }) =>
    (await post(QUERY, tier === undefined ? {} : { 'x-api-key': tier })).headers.get('ratelimit-policy'),
  expected: '"cost";q=7000000;w=1000',
});
const both = { capacity: 7_000_000, refill: 7_000 };

export const PROBES: readonly Probe[] = [
  costProbe('enabled', { anonymous: both }),
  costProbe('tiers.anonymous.capacity', { anonymous: both }),
  costProbe('tiers.anonymous.refill', { anonymous: both }),
  costProbe('tiers.authenticated.capacity', { authenticated: both }, 'standard'),
  costProbe('tiers.authenticated.refill', { authenticated: both }, 'standard'),
  costProbe('tiers.premium.capacity', { premium: both }, 'premium'),
  costProbe('tiers.premium.refill', { premium: both }, 'premium'),
  {
    option: 'rateLimit.enabled',
    config: { rateLimit: { enabled: true, tiers: { anonymous: 0 } } },
    observe: statusOf(),
    expected: 429,
  },
  {
    option: 'rateLimit.window',
    config: { rateLimit: { enabled: true, window: 120_000 } },
    observe: policy,
    expected: '"requests";q=100;w=120',
  },
  {
    option: 'rateLimit.tiers.anonymous',
    config: { rateLimit: { enabled: true, tiers: { anonymous: 0 } } },
    observe: statusOf(),
    expected: 429,
  },
  {
    option: 'rateLimit.tiers.authenticated',
    config: { rateLimit: { enabled: true, tiers: { authenticated: 0 } } },
    code,
    observe: statusOf('standard'),
    expected: 429,
  },
  {
    option: 'rateLimit.tiers.premium',
    config: { rateLimit: { enabled: true, tiers: { premium: 0 } } },
    code,
    observe: statusOf('premium'),
    expected: 429,
  },
  {
    option: 'rateLimit.whenUnavailable',
    config: {
      rateLimit: { enabled: true, whenUnavailable: 'closed' },
      sharedState: { redis: { url: `redis://${address}` } },
    },
    observe: statusOf(),
    expected: 503,
  },
  {
    option: 'sharedState.redis.url',
    config: { rateLimit: { enabled: true }, sharedState: { redis: { url: `redis://${address}` } } },
    without: { rateLimit: { enabled: true } },
    observe: isAsked,
    expected: true,
  },
  {
    option: 'sharedState.postgres.url',
    config: {
      rateLimit: { enabled: true },
      sharedState: { postgres: { url: `postgresql://a@${address}/b` } },
    },
    without: { rateLimit: { enabled: true } },
    observe: isAsked,
    expected: true,
  },
];

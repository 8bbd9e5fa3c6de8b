import type { Identity } from '@techally/identity';
import { MemoryRateLimitStore } from '@techally/rate-limit';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { CostBudget } from './cost-budget.js';
import { createCostBudget } from './cost-budget.js';
import type { LimitedRequester } from './limited-requester.js';

const TIERS = {
  anonymous: { capacity: 10, refill: 1 },
  authenticated: { capacity: 100, refill: 10 },
  premium: { capacity: 1_000, refill: 100 },
};
const logger = pino({ level: 'silent' });

function start() {
  const clock = { now: 0 };
  const store = new MemoryRateLimitStore({ now: () => clock.now });
  const budget = createCostBudget({ tiers: TIERS }, { store, logger });
  return { clock, budget, charge: (who: LimitedRequester, cost: number) => refusalOf(budget, who, cost) };
}

/** Why a charge is refused, which a budget in memory says at once; null when it is not. */
function refusalOf(budget: CostBudget, who: LimitedRequester, cost: number): unknown {
  try {
    expect(budget.charge(who, cost, [])).toBeUndefined();
    return null;
  } catch (error) {
    return error;
  }
}

function user(userId: string, tier: 'STANDARD' | 'PREMIUM' = 'STANDARD'): LimitedRequester {
  const identity: Identity = { kind: 'user', userId, email: 'a@b.co', role: 'USER', tier, scope: [] };
  return { identity, clientAddress: '192.0.2.1' };
}
const NOBODY: LimitedRequester = { identity: { kind: 'anonymous' }, clientAddress: '192.0.2.1' };

it('gives each tier its capacity, and each requester a budget', () => {
  const { charge } = start();
  for (const [who, capacity] of [
    [NOBODY, 10],
    [user('a'), 100],
    [user('b'), 100],
    [user('c', 'PREMIUM'), 1_000],
  ] as const) {
    expect(charge(who, capacity)).toBeNull();
    expect(charge(who, 1)).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  }
});

it('says when there is enough again, and lets it pass then', () => {
  const { charge, clock } = start();
  charge(user('a'), 95);
  expect(charge(user('a'), 25)).toMatchObject({
    code: 'TOO_MANY_REQUESTS',
    extensions: { retryAfter: 2 },
    headers: { 'retry-after': '2' },
  });
  clock.now += 2_000;
  expect(charge(user('a'), 25)).toBeNull();
});

it('does not ask to come back with what is more than the capacity', () => {
  const { charge } = start();
  expect(charge(user('a'), 101)).toMatchObject({
    code: 'COST_ESTIMATED_TOO_EXPENSIVE',
    extensions: { cost: 101, maxCost: 100 },
    headers: {},
  });
});

it('is settled with the actual cost, in both directions', () => {
  const { budget, charge } = start();
  charge(user('a'), 100);
  budget.settle(user('a'), -60);
  expect(charge(user('a'), 60)).toBeNull();
  budget.settle(user('a'), 50);
  expect(charge(user('a'), 1)).toMatchObject({ extensions: { retryAfter: 6 } });
});

it('tells what is left in header fields', () => {
  const { budget } = start();
  const head: string[] = [];
  void budget.charge(user('a'), 25, head);
  expect(head).toEqual(['ratelimit-policy', '"cost";q=100;w=10', 'ratelimit', '"cost";r=75;t=3']);
});

it('has no end for our own services', () => {
  const { budget, charge } = start();
  const service: LimitedRequester = {
    identity: { kind: 'service', service: 'order' },
    clientAddress: undefined,
  };
  expect(charge(service, 1e9)).toBeNull();
  budget.settle(service, 1e9);
  expect(charge(service, 1e9)).toBeNull();
});

it('rejects with SERVICE_UNAVAILABLE when the store is away, and settles in silence then', async () => {
  const away = () => Promise.reject(new Error('away'));
  const store = { take: away, charge: away, settle: away, close: () => Promise.resolve() };
  const budget = createCostBudget({ tiers: TIERS }, { store, logger });
  await expect(budget.charge(user('a'), 1, [])).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  budget.settle(user('a'), 1);
});

import { createTestDatabase } from '@techally/database/testing';
import type { RouterConfigInput } from '@techally/router';
import { hasRedis, startTestRedis } from '@techally/test-parts';
import { describe, expect, onTestFinished, test } from 'vitest';
import { askMany } from './ask-many.js';
import { startRouters } from './start-routers.js';

/** A moment in the middle of some minute, at which all that is asked here is counted. */
const NOW = 1_800_000_030_000;

type SharedState = NonNullable<RouterConfigInput['sharedState']>;

const PLACES: readonly {
  readonly name: string;
  readonly skip: boolean;
  readonly start: () => Promise<SharedState>;
}[] = [
  {
    name: 'one Redis',
    skip: !hasRedis(),
    start: async () => {
      const server = await startTestRedis();
      onTestFinished(() => server.stop());
      return { redis: { url: server.url } };
    },
  },
  {
    name: 'one PostgreSQL, without Redis',
    skip: false,
    start: async () => {
      const database = await createTestDatabase('platform');
      onTestFinished(() => database.close());
      return { postgres: { url: database.url } };
    },
  },
];

describe.each(PLACES.filter(({ skip }) => !skip))('three router processes on $name', ({ start }) => {
  test('let exactly 1,000 of 3,000 parallel requests of one account pass', { timeout: 120_000 }, async () => {
    const routers = await startRouters({
      // Closed, so that a store that does not answer would be seen, and not be made up for.
      config: { rateLimit: { enabled: true, whenUnavailable: 'closed' }, sharedState: await start() },
      count: 3,
      now: NOW,
    });
    onTestFinished(() => routers.stop());

    const replies = await askMany(routers.urls, { count: 3_000, token: await routers.token('ann') });
    const passed = replies.filter(({ status }) => status === 200);
    const refused = replies.filter(({ status }) => status === 429);
    expect([passed.length, refused.length]).toEqual([1_000, 2_000]);
    expect(passed.every(({ body }) => body.includes('"Query"'))).toBe(true);
    // Each of them has a number of its own.
    const left = passed.map(({ headers }) => Number(headers['x-ratelimit-remaining']));
    expect(left.sort((a, b) => a - b)).toEqual(Array.from({ length: 1_000 }, (_, index) => index));
    expect(refused.every(({ headers }) => headers['retry-after'] === '30')).toBe(true);
    expect(JSON.parse(refused[0]?.body ?? '')).toMatchObject({
      errors: [{ extensions: { code: 'TOO_MANY_REQUESTS', retryAfter: 30 } }],
    });

    const [other] = await askMany(routers.urls, { count: 1, token: await routers.token('ben') });
    expect(other?.status).toBe(200);
  });
});

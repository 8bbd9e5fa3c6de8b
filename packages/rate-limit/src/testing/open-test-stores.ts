import { createTestDatabase } from '@techally/database/testing';
import { createRedis } from '@techally/redis';
import type { TestRedis } from '@techally/test-parts';
import { hasRedis, startTestRedis } from '@techally/test-parts';
import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { MemoryRateLimitStore } from '../memory-rate-limit-store.js';
import { createPostgresRateLimitStore } from '../postgres-rate-limit-store.js';
import type { Clock, RateLimitStore } from '../rate-limit-store.js';
import { createRedisRateLimitStore } from '../redis-rate-limit-store.js';

/** Opens a store as one process does; all that are opened by one of these share their counters. */
export type OpenStore = (now?: Clock) => RateLimitStore;

let redisServer: Promise<TestRedis> | undefined;

/** Stops what the tests of a file had in common. */
export async function stopTestStores(): Promise<void> {
  await (await redisServer)?.stop();
}

/** What all implementations are tested with; whatever is opened is closed when the test has finished. */
export const IMPLEMENTATIONS: readonly {
  readonly name: string;
  readonly skip: boolean;
  readonly start: () => Promise<OpenStore>;
}[] = [
  {
    name: 'in memory',
    skip: false,
    start: () => {
      let only: MemoryRateLimitStore | undefined;
      return Promise.resolve((now) => (only ??= new MemoryRateLimitStore({ now })));
    },
  },
  {
    name: 'on Redis',
    skip: !hasRedis(),
    start: async () => {
      const server = await (redisServer ??= startTestRedis());
      const prefix = `${randomUUID()}:`;
      return (now) => {
        const redis = createRedis({ url: server.url, name: 'test', onError: () => undefined });
        onTestFinished(() => {
          redis.disconnect();
        });
        return createRedisRateLimitStore({ redis, prefix, now });
      };
    },
  },
  {
    name: 'in PostgreSQL',
    skip: false,
    start: async () => {
      const database = await createTestDatabase('platform');
      onTestFinished(() => database.close());
      return (now) => {
        const store = createPostgresRateLimitStore({ databaseUrl: database.url, now });
        onTestFinished(() => store.close());
        return store;
      };
    },
  },
];

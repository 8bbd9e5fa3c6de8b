import { createRedis } from '@techally/redis';
import type { Logger } from 'pino';
import type { ApqStore } from './apq-store.js';
import type { ApqMemory } from './memory-apq-store.js';
import { createMemoryApqStore } from './memory-apq-store.js';
import { createRedisApqStore } from './redis-apq-store.js';

export interface CreateApqStoreOptions {
  /** Where a Redis is that keeps the documents for several routers; `undefined` for this process alone. */
  readonly redisUrl: string | undefined;
  /** What this process has seen. */
  readonly memory: ApqMemory;
  /** Milliseconds for which a document is kept. */
  readonly ttl: number;
  readonly logger: Pick<Logger, 'warn'>;
}

/** The store of a configuration, and how its connection is closed. */
export function createApqStore({ redisUrl, memory, ttl, logger }: CreateApqStoreOptions): {
  readonly store: ApqStore;
  readonly close: () => void;
} {
  const near = createMemoryApqStore({ memory, ttl });
  if (redisUrl === undefined) return { store: near, close: () => undefined };
  const redis = createRedis({
    url: redisUrl,
    name: 'techally-router-apq',
    onError: (error) => {
      logger.warn({ err: error }, 'Redis is away: clients have to send some documents again');
    },
  });
  return {
    store: createRedisApqStore({ redis, memory: near, ttl }),
    close: () => {
      redis.disconnect();
    },
  };
}

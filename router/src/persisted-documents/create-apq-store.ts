import type { Redis } from '@techally/redis';
import type { ApqStore } from './apq-store.js';
import type { ApqMemory } from './memory-apq-store.js';
import { createMemoryApqStore } from './memory-apq-store.js';
import { createRedisApqStore } from './redis-apq-store.js';

export interface CreateApqStoreOptions {
  /** Where several routers keep their documents together; `undefined` when this one is alone. */
  readonly redis: Redis | undefined;
  /** What this process has seen. */
  readonly memory: ApqMemory;
  /** Milliseconds for which a document is kept. */
  readonly ttl: number;
}

/** Where a configuration keeps the documents that clients register. */
export function createApqStore({ redis, memory, ttl }: CreateApqStoreOptions): ApqStore {
  const near = createMemoryApqStore({ memory, ttl });
  return redis === undefined ? near : createRedisApqStore({ redis, memory: near, ttl });
}

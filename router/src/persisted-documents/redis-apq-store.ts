import { hash as digest } from 'node:crypto';
import type { Redis } from '@techally/redis';
import type { ApqStore } from './apq-store.js';

export interface RedisApqStoreOptions {
  readonly redis: Redis;
  /** What is asked first, and holds what this process has seen. */
  readonly memory: {
    get(hash: string): string | undefined;
    set(hash: string, text: string): void;
  };
  /** Milliseconds for which a document is kept. */
  readonly ttl: number;
}

/** Milliseconds that Redis may take; after that, a client's sending the text again is faster. */
const PATIENCE = 200;

/** Documents that all routers of one Redis know. While it is away, each knows what it has seen itself. */
export function createRedisApqStore({ redis, memory, ttl }: RedisApqStoreOptions): ApqStore {
  return {
    get(hash) {
      const near = memory.get(hash);
      if (near !== undefined) return near;
      return withPatience(redis.get(keyOf(hash))).then((text) => {
        // Others can write to that Redis: what does not have the hash is not the document.
        if (text === undefined || digest('sha256', text) !== hash) return undefined;
        memory.set(hash, text);
        return text;
      });
    },
    set(hash, text) {
      if (memory.get(hash) !== undefined) return;
      memory.set(hash, text);
      // Lost connections are told by the connection itself.
      redis.set(keyOf(hash), text, 'PX', ttl).catch(() => undefined);
    },
  };
}

function keyOf(hash: string): string {
  return `apq:${hash}`;
}

/** What was found in time; everything else counts as not found. */
function withPatience(asked: Promise<string | null>): Promise<string | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve(undefined);
    }, PATIENCE);
    asked
      .then(
        (text) => {
          resolve(text ?? undefined);
        },
        () => {
          resolve(undefined);
        },
      )
      .finally(() => {
        clearTimeout(timer);
      });
  });
}

import { createRedis, RedisSubscription, type RedisSubscriptionOptions } from '@techally/redis';
import { createRedisRevocationStore, readAnnouncement } from './redis-revocation-store.js';
import { RevocationEntries, toEntry } from './revocation-entries.js';
import type { RevocationList } from './revocation-list.js';

const PRUNE_EVERY_MS = 60_000;

/** Options of {@link createRedisRevocationList}. */
export interface RedisRevocationListOptions {
  /** The server that all processes share (Redis 6.2 or later), such as `redis://host:6379/0`. Two connections are used. */
  readonly url: string;
  /** Told of lost connections and failed clean-ups; the list goes on with what it knows and reconnects. */
  readonly onError?: (error: unknown) => void;
  /** What the names of keys and channel begin with. Default `techally`. */
  readonly prefix?: string;
  /** How the connections appear in `CLIENT LIST`. Default `techally-revocations`. */
  readonly connectionName?: string;
  /** How a connection that died without a word is found out. */
  readonly heartbeat?: RedisSubscriptionOptions['heartbeat'];
  /** Milliseconds since the epoch. Default: the clock. */
  readonly now?: () => number;
}

/**
 * A list that is kept in Redis, with a copy in the memory of every process. New entries reach the other processes by
 * publish and subscribe in a few milliseconds; a process that lost its connection loads everything again, and brings
 * what Redis has lost, or never heard of.
 *
 * @returns when all entries are loaded
 * @throws the driver's error when Redis cannot be reached at first
 */
export async function createRedisRevocationList(
  options: RedisRevocationListOptions,
): Promise<RevocationList> {
  const { url, prefix = 'techally', onError = () => undefined, heartbeat, now = Date.now } = options;
  const name = options.connectionName ?? 'techally-revocations';
  const entries = new RevocationEntries(now);
  let started = false;
  const redis = createRedis({
    url,
    name,
    onError: (error) => {
      // What goes wrong before the start is thrown there.
      if (started) onError(error);
    },
  });
  const store = createRedisRevocationStore(redis, prefix);

  async function catchUp(): Promise<void> {
    const stored = new RevocationEntries(now);
    for (const entry of await store.load()) {
      stored.add(entry);
      entries.add(entry);
    }
    for (const entry of entries.missingIn(stored)) await store.store(entry);
  }

  const listener = new RedisSubscription({
    url,
    name,
    channel: store.channel,
    onMessage: (text) => {
      entries.add(readAnnouncement(text));
    },
    catchUp,
    onError,
    ...(heartbeat === undefined ? {} : { heartbeat }),
  });
  function disconnect(): void {
    listener.close();
    redis.disconnect();
  }
  try {
    await listener.start();
    started = true;
  } catch (error) {
    disconnect();
    throw error;
  }

  const pruning = setInterval(() => {
    entries.prune();
    store.prune().catch(onError);
  }, PRUNE_EVERY_MS);
  pruning.unref();

  return {
    async revoke(revocation) {
      const entry = toEntry(revocation);
      entries.add(entry);
      await store.store(entry);
    },
    isRevoked: (claims) => entries.isRevoked(claims),
    close() {
      clearInterval(pruning);
      disconnect();
      return Promise.resolve();
    },
  };
}

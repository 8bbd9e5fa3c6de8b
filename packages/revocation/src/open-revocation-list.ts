import { createPostgresRevocationList } from './postgres-revocation-list.js';
import { createRedisRevocationList } from './redis-revocation-list.js';
import type { RevocationList } from './revocation-list.js';

/** Options of {@link openRevocationList}. */
export interface OpenRevocationListOptions {
  /** `null` where there is no Redis. */
  readonly redisUrl: string | null;
  /** The PostgreSQL database that all processes share; used without Redis. */
  readonly databaseUrl: string;
  /** Told of lost connections and failed clean-ups; the list goes on with what it knows and reconnects. */
  readonly onError: (error: unknown) => void;
}

/**
 * Opens the list that all processes of a system share: on Redis where there is one, else on PostgreSQL. All of them have
 * to be given the same.
 *
 * @throws the driver's error when the server cannot be reached at first
 */
export function openRevocationList(options: OpenRevocationListOptions): Promise<RevocationList> {
  const { redisUrl, databaseUrl, onError } = options;
  return redisUrl === null
    ? createPostgresRevocationList({ databaseUrl, onError })
    : createRedisRevocationList({ url: redisUrl, onError });
}

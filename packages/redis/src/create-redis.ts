import { Redis } from 'ioredis';

/** Options of {@link createRedis}. */
export interface RedisOptions {
  /** Such as `redis://user:password@host:6379/0`; `rediss:` for TLS. */
  readonly url: string;
  /** How the connection appears in `CLIENT LIST`. */
  readonly name: string;
  /** Told of lost connections, once for each attempt. The connection is made again by itself. */
  readonly onError: (error: Error) => void;
  /** Milliseconds that a command may take, with the reconnection that it waits for. Default 1,000. */
  readonly commandTimeout?: number;
  /**
   * Whether this connection is used to subscribe, and so waits for as long as it takes. Subscribe again whenever it is
   * `ready`. Default false.
   */
  readonly subscriber?: boolean;
}

/** Milliseconds between two attempts to connect: doubled from the first to the second. */
const FIRST_DELAY = 50;
const LAST_DELAY = 2_000;

/**
 * Opens a connection to Redis. It does not wait for it: what is asked meanwhile waits, up to `commandTimeout`, and fails
 * at once while the server is known to be away, so that whoever asks can do without it.
 */
export function createRedis(options: RedisOptions): Redis {
  const { url, name, onError, commandTimeout = 1_000, subscriber = false } = options;
  const redis = new Redis(url, {
    connectionName: name,
    connectTimeout: 2_000,
    maxRetriesPerRequest: subscriber ? null : 0,
    ...(subscriber ? {} : { commandTimeout }),
    // ioredis would do so unheard: a connection that is lost again meanwhile becomes an unhandled rejection, which ends
    // the process.
    autoResubscribe: false,
    retryStrategy: (attempt) => Math.min(FIRST_DELAY * 2 ** (attempt - 1), LAST_DELAY),
  });
  redis.on('error', onError);
  return redis;
}

import type { Redis } from '@techally/redis';
import { createRedis } from '@techally/redis';
import type { Logger } from 'pino';
import type { SharedStateOptions } from '../config/shared-state-options.js';

/**
 * Milliseconds after which a command is given up. Whoever waits for one sets a limit of its own: that of the connection
 * also goes off when the answer is there and the process was too busy to read it.
 */
const COMMAND_TIMEOUT = 10_000;

/** Where the processes of a router keep what they share. Connections are made when they are first asked for. */
export class SharedState {
  /** Of a PostgreSQL database; `undefined` when there is none. */
  readonly postgresUrl: string | undefined;
  #redis: Redis | undefined;

  constructor(
    private readonly options: SharedStateOptions,
    private readonly logger: Logger,
  ) {
    this.postgresUrl = options.postgres?.url;
  }

  /** The connection to Redis that all parts use; `undefined` when there is none. */
  get redis(): Redis | undefined {
    const { redis } = this.options;
    if (redis === undefined) return undefined;
    return (this.#redis ??= this.#open(redis.url));
  }

  close(): void {
    this.#redis?.disconnect();
  }

  #open(url: string): Redis {
    let away = false;
    const redis = createRedis({
      url,
      name: 'techally-router',
      commandTimeout: COMMAND_TIMEOUT,
      onError: (err) => {
        // Told for every attempt to connect; an outage is worth one line.
        if (!away) this.logger.warn({ err }, 'Redis cannot be reached');
        away = true;
      },
    });
    redis.on('ready', () => {
      if (away) this.logger.warn('Redis can be reached again');
      away = false;
    });
    return redis;
  }
}

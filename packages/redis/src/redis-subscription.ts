import { once } from 'node:events';
import type { Redis } from 'ioredis';
import { createRedis } from './create-redis.js';

const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 2_000;

/** Options of {@link RedisSubscription}. */
export interface RedisSubscriptionOptions {
  readonly url: string;
  /** How the connection appears in `CLIENT LIST`. */
  readonly name: string;
  readonly channel: string;
  /** What it throws goes to `onError`. */
  readonly onMessage: (text: string) => void;
  /** Does something about what may have been missed, each time that listening begins; it counts as begun when this resolves. */
  readonly catchUp: () => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** Milliseconds between two questions whether the connection lives, and for an answer. Default 10,000 and 5,000. */
  readonly heartbeat?: { readonly every: number; readonly timeout: number };
}

/** Listens to a channel on a connection of its own, and catches up each time that it was made anew. */
export class RedisSubscription {
  readonly #options: RedisSubscriptionOptions;
  readonly #heartbeat: { readonly every: number; readonly timeout: number };
  readonly #redis: Redis;
  #beating: NodeJS.Timeout | undefined;
  #retrying: NodeJS.Timeout | undefined;
  #retryAfter = FIRST_RETRY_MS;
  #started = false;
  #closed = false;
  #listening = false;

  constructor(options: RedisSubscriptionOptions) {
    this.#options = options;
    this.#heartbeat = options.heartbeat ?? { every: 10_000, timeout: 5_000 };
    const { url, name } = options;
    this.#redis = createRedis({
      url,
      name,
      subscriber: true,
      onError: (error) => {
        this.#fail(error);
      },
    });
    this.#redis.on('message', (_channel: string, text: string) => {
      this.#hear(text);
    });
    this.#redis.on('close', () => (this.#listening = false));
  }

  /** Whether everything that is sent is heard. */
  get isListening(): boolean {
    return this.#listening;
  }

  /** Resolves when it listens and has caught up. The first connection has to succeed; later ones retry. */
  async start(): Promise<void> {
    await once(this.#redis, 'ready');
    await this.#listen();
    this.listen();
  }

  /** Listens as soon as there is a connection, and whenever there is one again. */
  listen(): void {
    this.#started = true;
    this.#redis.on('ready', () => void this.#listenAgain());
    this.#beating = setInterval(() => void this.#beat(), this.#heartbeat.every);
    this.#beating.unref();
  }

  close(): void {
    this.#closed = true;
    this.#listening = false;
    clearInterval(this.#beating);
    clearTimeout(this.#retrying);
    this.#redis.disconnect();
  }

  /** Listening comes first, so that nothing falls between what is loaded and what is heard. */
  async #listen(): Promise<void> {
    await this.#redis.subscribe(this.#options.channel);
    await this.#options.catchUp();
    // It may have been lost meanwhile, and begins anew then.
    this.#listening = this.#redis.status === 'ready' && !this.#closed;
  }

  async #listenAgain(): Promise<void> {
    clearTimeout(this.#retrying);
    try {
      await this.#listen();
      this.#retryAfter = FIRST_RETRY_MS;
    } catch (error) {
      this.#fail(error);
      if (this.#closed) return;
      this.#retrying = setTimeout(() => void this.#listenAgain(), this.#retryAfter);
      this.#retrying.unref();
      this.#retryAfter = Math.min(this.#retryAfter * 2, LAST_RETRY_MS);
    }
  }

  #hear(text: string): void {
    try {
      this.#options.onMessage(text);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** A connection can die without a word (a pulled cable, a firewall); only asking shows it. */
  async #beat(): Promise<void> {
    if (this.#redis.status !== 'ready') return;
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      late.reject(new Error(`The connection that listens to ${this.#options.channel} does not answer.`));
    }, this.#heartbeat.timeout);
    try {
      await Promise.race([this.#redis.ping(), late.promise]);
    } catch (error) {
      this.#fail(error);
      if (!this.#closed) this.#redis.disconnect(true);
    } finally {
      clearTimeout(timer);
    }
  }

  /** What goes wrong before the start is thrown there. */
  #fail(error: unknown): void {
    if (this.#started && !this.#closed) this.#options.onError(error);
  }
}

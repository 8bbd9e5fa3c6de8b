import type { ConnectionOwner, HttpConnectionOptions } from './http-connection.js';
import { HttpConnection } from './http-connection.js';
import type { ExchangeHolder, HttpExchange } from './http-exchange.js';

export interface HttpConnectionPoolOptions extends HttpConnectionOptions {
  readonly maxSockets: number;
  /** Milliseconds that an idle connection is kept when the server does not say how long it keeps it. */
  readonly idleTimeout: number;
}

/** A server may close an idle connection while a request is on its way; a second before its own limit we are first. */
const KEEP_ALIVE_MARGIN = 1000;
const MAX_IDLE = 600_000;
/**
 * A request that must not be sent twice takes only a connection that was in use a moment ago, which no server closes: if
 * it were lost on a closed one, nobody could tell whether it was executed.
 */
const MAX_IDLE_FOR_ONCE_ONLY = 1000;

/** The connections to one origin. The one that was used last is used first, so that those not needed grow old. */
export class HttpConnectionPool implements ConnectionOwner, ExchangeHolder {
  /** The one that was used last is last. */
  #idle: HttpConnection[] = [];
  /** Exchanges for which there was no connection, in the order in which they came. */
  readonly #waiting = new Set<HttpExchange>();
  /** Connections, idle ones included. */
  #size = 0;
  #sweep: NodeJS.Timeout | undefined;
  #onceEmpty: (() => void) | undefined;

  constructor(private readonly options: HttpConnectionPoolOptions) {}

  dispatch(exchange: HttpExchange): void {
    const idle = this.#takeIdle(exchange);
    if (idle !== undefined) {
      idle.start(exchange);
      return;
    }
    // None that is left suits this exchange; one has to make room for a new one.
    if (this.#size >= this.options.maxSockets) this.#idle[0]?.destroy();
    if (this.#size < this.options.maxSockets) {
      this.#open().start(exchange);
    } else {
      exchange.holder = this;
      this.#waiting.add(exchange);
    }
  }

  abandon(exchange: HttpExchange): void {
    this.#waiting.delete(exchange);
  }

  release(connection: HttpConnection): void {
    const next = this.#nextWaiting();
    if (next !== undefined) {
      connection.start(next);
      return;
    }
    const { keepAliveSeconds } = connection;
    const kept =
      keepAliveSeconds < 0
        ? this.options.idleTimeout
        : Math.min(keepAliveSeconds * 1000 - KEEP_ALIVE_MARGIN, MAX_IDLE);
    if (kept <= 0 || this.#onceEmpty !== undefined) {
      connection.destroy();
      return;
    }
    connection.idleSince = performance.now();
    connection.idleUntil = connection.idleSince + kept;
    this.#idle.push(connection);
    this.#sweep ??= setTimeout(sweepPool, kept, this).unref();
  }

  remove(connection: HttpConnection): void {
    this.#forget(connection);
    const next = this.#nextWaiting();
    if (next !== undefined) this.#open().start(next);
    if (this.#size === 0) this.#onceEmpty?.();
  }

  replace(connection: HttpConnection, exchange: HttpExchange): void {
    this.#forget(connection);
    exchange.isSecondAttempt = true;
    // It takes the place that has become free before anybody who waits: a connection that was used might fail it again.
    this.#open().start(exchange);
  }

  /** Closes idle connections now and the others when their exchanges are over; resolves when none is left. */
  async close(): Promise<void> {
    const empty = new Promise<void>((resolve) => (this.#onceEmpty = resolve));
    if (this.#size === 0) this.#onceEmpty?.();
    for (const connection of [...this.#idle]) connection.destroy();
    clearTimeout(this.#sweep);
    await empty;
  }

  /** Closes the connections that have been idle too long. */
  sweep(): void {
    const now = performance.now();
    for (const connection of this.#idle.filter(({ idleUntil }) => idleUntil <= now)) connection.destroy();
    const next = Math.min(...this.#idle.map(({ idleUntil }) => idleUntil));
    this.#sweep = this.#idle.length === 0 ? undefined : setTimeout(sweepPool, next - now, this).unref();
  }

  #forget(connection: HttpConnection): void {
    this.#size -= 1;
    const index = this.#idle.lastIndexOf(connection);
    if (index >= 0) this.#idle.splice(index, 1);
  }

  #takeIdle({ options }: HttpExchange): HttpConnection | undefined {
    for (;;) {
      const connection = this.#idle.at(-1);
      if (connection === undefined) return undefined;
      const now = performance.now();
      if (now < connection.idleUntil && connection.isOpen) {
        if (!options.isRepeatable && now - connection.idleSince > MAX_IDLE_FOR_ONCE_ONLY) return undefined;
        return this.#idle.pop();
      }
      connection.destroy();
    }
  }

  #nextWaiting(): HttpExchange | undefined {
    if (this.#waiting.size === 0) return undefined;
    const [next] = this.#waiting;
    if (next !== undefined) this.#waiting.delete(next);
    return next;
  }

  #open(): HttpConnection {
    this.#size += 1;
    return new HttpConnection(this, this.options);
  }
}

function sweepPool(pool: HttpConnectionPool): void {
  pool.sweep();
}

import type { Exchange } from './exchange.js';

/** What the router serves at one path. */
export interface Route {
  /** The methods that it takes; others get 405. */
  readonly methods: readonly string[];
  /** Answers the request. What it throws or rejects with becomes an error answer. */
  handle(exchange: Exchange): void | Promise<void>;
}

/** Routes by path. */
export type Routes = ReadonlyMap<string, Route>;

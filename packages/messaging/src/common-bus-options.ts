import { exponentialBackoff, type Backoff } from './exponential-backoff.js';
import type { Topology } from './topology.js';
import { warn } from './warn.js';

/** What every transport of the event bus is told; all times in milliseconds. */
export interface CommonBusOptions {
  readonly topology: Topology;
  /** The wait before each next attempt. Default {@link exponentialBackoff}. */
  readonly backoff?: Backoff;
  /** How long `close()` waits for handlers. Default 10,000. */
  readonly closeTimeout?: number;
  /** Hears of errors that no caller can be told of, e.g. a lost connection. Default: a process warning. */
  readonly onError?: (error: unknown) => void;
}

/** The options that every transport has, with their defaults. */
export function commonBusOptions(options: CommonBusOptions): Required<CommonBusOptions> {
  const { topology, backoff = exponentialBackoff(), closeTimeout = 10_000, onError = warn } = options;
  return { topology, backoff, closeTimeout, onError };
}

import type { Logger } from 'pino';
import type { RouterMetrics } from '../metrics/router-metrics.js';
import type { ExceededLimit } from './exceeded-limits.js';

/** Told that an operation is above limits that only warn, and whether its document has just been checked. */
export type WarnOfLimits = (exceeded: readonly ExceededLimit[], isNew: boolean) => void;

export interface LimitWarningsOptions {
  readonly logger: Logger;
  /** `null` when nobody wants any. */
  readonly metrics: Pick<RouterMetrics, 'countExceededLimit'> | null;
}

/** Logs documents that are above limits, once each as long as they are remembered, and counts all requests with them. */
export function createLimitWarnings({ logger, metrics }: LimitWarningsOptions): WarnOfLimits {
  return (exceeded, isNew) => {
    for (const { code } of exceeded) metrics?.countExceededLimit(code);
    if (!isNew) return;
    const limits = exceeded.map(({ code, measured, limit }) => ({ code, measured, limit }));
    logger.warn(
      { operationName: exceeded[0]?.operationName, limits },
      'an operation is above the limits; it is executed, since they only warn',
    );
  };
}

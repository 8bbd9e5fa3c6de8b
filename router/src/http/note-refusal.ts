import type { Logger } from 'pino';
import type { ClientError } from '../errors/client-error.js';
import type { RouterMetrics } from '../metrics/router-metrics.js';

export interface RefusalNotes {
  /** `null` when nobody wants any. */
  readonly metrics: RouterMetrics | null;
  readonly logger: Logger;
}

/** Counts a refusal, and logs it when it is the router's own failure. */
export function noteRefusal(error: ClientError, requestId: string, { metrics, logger }: RefusalNotes): void {
  metrics?.countRefusal(error.code);
  if (error.status >= 500) logger.error({ requestId, err: error.cause ?? error }, error.message);
}

import type { RouterMetrics } from './metrics/router-metrics.js';
import { MutationClock } from './pipeline/mutation-clock.js';

/** What a router keeps through all changes of its configuration. */
export class KeptState {
  readonly mutationClock = new MutationClock();

  /** @param metrics `null` when nobody wants any. */
  constructor(readonly metrics: RouterMetrics | null) {}
}

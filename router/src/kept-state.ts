import type { RouterMetrics } from './metrics/router-metrics.js';
import { ApqMemory } from './persisted-documents/memory-apq-store.js';
import { MutationClock } from './pipeline/mutation-clock.js';

/** What a router keeps through all changes of its configuration. */
export class KeptState {
  readonly mutationClock = new MutationClock();
  /** Documents that clients have registered. */
  readonly apqMemory = new ApqMemory();

  /** @param metrics `null` when nobody wants any. */
  constructor(readonly metrics: RouterMetrics | null) {}
}

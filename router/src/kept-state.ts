import type { Clock } from '@techally/rate-limit';
import { MemoryRateLimitStore } from '@techally/rate-limit';
import type { RouterMetrics } from './metrics/router-metrics.js';
import { ApqMemory } from './persisted-documents/memory-apq-store.js';
import { MutationClock } from './pipeline/mutation-clock.js';

/** What a router keeps through all changes of its configuration. */
export class KeptState {
  readonly mutationClock = new MutationClock();
  /** Documents that clients have registered. */
  readonly apqMemory = new ApqMemory();
  /** Counters of this process: they stand in for shared ones, too. */
  readonly rateLimits: MemoryRateLimitStore;

  /**
   * @param metrics `null` when nobody wants any.
   * @param now The clock that limits count by; default that of this process.
   */
  constructor(
    readonly metrics: RouterMetrics | null,
    now?: Clock,
  ) {
    this.rateLimits = new MemoryRateLimitStore({ now });
  }
}

import type { PlanRequest, Planner } from '../planner/planner.js';
import type { QueryPlan } from '../planner/query-plan.js';

/**
 * A planner that is started when it is needed, also once more after it was closed: a supergraph that has been replaced
 * holds no process, and a late request that was validated against it can still be planned.
 */
export class PlannerOnDemand implements Planner {
  #started: Promise<Planner> | undefined;

  constructor(
    readonly overrideLabels: readonly string[],
    private readonly start: () => Promise<Planner>,
  ) {}

  /** Starts it; else the first plan does. */
  async load(): Promise<void> {
    await this.#load();
  }

  async plan(request: PlanRequest): Promise<QueryPlan> {
    const planner = await this.#load();
    return planner.plan(request);
  }

  async close(): Promise<void> {
    const started = this.#started;
    this.#started = undefined;
    // One that did not start holds nothing, and whoever waited for it was told.
    const planner = await started?.catch(() => undefined);
    await planner?.close();
  }

  #load(): Promise<Planner> {
    if (this.#started === undefined) {
      const started = this.start();
      this.#started = started;
      started.catch(() => {
        if (this.#started === started) this.#started = undefined;
      });
    }
    return this.#started;
  }
}

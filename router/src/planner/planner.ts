import type { QueryPlan } from './query-plan.js';

/** Makes query plans for one supergraph. Plans are not cached here. */
export interface Planner {
  /** The labels of progressive overrides (`@override(label:)`) in the supergraph. */
  readonly overrideLabels: readonly string[];
  /**
   * Plans an operation without holding up the event loop.
   *
   * @throws {PlanningError} Thrown when the operation cannot be planned, or not in time.
   */
  plan(request: PlanRequest): Promise<QueryPlan>;
  /** Gives back threads and memory; no plan may follow. */
  close(): Promise<void>;
}

export interface PlanRequest {
  /** A document that is valid against the API schema and holds just one operation, without introspection fields. */
  readonly document: string;
  /** The labels of progressive overrides that apply to this request. */
  readonly activeLabels: ReadonlySet<string>;
  /** Whether the plan of the first planner is wrong, so that the second one is asked. Default false. */
  readonly useSecond?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

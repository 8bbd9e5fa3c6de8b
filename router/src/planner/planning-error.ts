export type PlanningErrorCode =
  /** No planner can plan the operation. */
  | 'QUERY_PLANNING_FAILED'
  /** Planning took longer than it may. */
  | 'QUERY_PLANNING_TIMEOUT'
  /** Too many operations wait to be planned. */
  | 'QUERY_PLANNING_OVERLOADED';

/** Thrown when an operation has no query plan. The message names types and fields, so it is for the log. */
export class PlanningError extends Error {
  constructor(
    readonly code: PlanningErrorCode,
    message: string,
    options: { readonly cause?: unknown } = {},
  ) {
    super(message, options);
    this.name = 'PlanningError';
  }
}

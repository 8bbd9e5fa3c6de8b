/** What the router tells a planner that runs in a process or thread of its own. */
export type PlanningCommand =
  | { readonly kind: 'load'; readonly supergraphSdl: string }
  | ({ readonly kind: 'plan'; readonly id: number } & PlanningTask)
  | { readonly kind: 'cancel'; readonly id: number };

export interface PlanningTask {
  readonly document: string;
  readonly activeLabels: readonly string[];
  /** 0 to 100: overrides with a percentage above it are active. For planners that do not take them as labels. */
  readonly percentage: number;
}

/** What such a planner answers. */
export type PlanningAnswer =
  | { readonly kind: 'loaded' }
  /** It cannot be used at all: its code does not load, or it does not take the supergraph. */
  | { readonly kind: 'unusable'; readonly reason: string }
  | PlanningOutcome;

export type PlanningOutcome =
  /** A plan as JSON text, in the planner's own form. */
  | { readonly kind: 'planned'; readonly id: number; readonly plan: string }
  | { readonly kind: 'refused'; readonly id: number; readonly reason: string };

import type { ContextRewrite, DataRewrite, PathSegment, RequiresSelection } from '../planner/query-plan.js';
import type { NumberRisk } from './fetch-shape.js';
import type { Position } from './position.js';

/** A query plan with the places of everything it fetches. */
export type FetchPlanNode =
  | {
      readonly kind: 'Sequence' | 'Parallel';
      readonly nodes: readonly FetchPlanNode[];
    }
  | {
      readonly kind: 'Condition';
      readonly variable: string;
      readonly ifTrue: FetchPlanNode | null;
      readonly ifFalse: FetchPlanNode | null;
    }
  | Fetch;

/** One request to a subgraph. */
export interface Fetch {
  readonly kind: 'Fetch';
  readonly subgraph: string;
  readonly operationKind: 'query' | 'mutation' | 'subscription';
  readonly operationName: string | undefined;
  readonly operation: string;
  readonly variableUsages: readonly string[];
  readonly numberRisk: NumberRisk;
  /** Which part of the reply belongs to which objects. A root fetch has one part, whose `alias` is `null`. */
  readonly parts: readonly FetchPart[];
}

export interface FetchPart {
  /** The `_entities` field of the reply; `null` for the whole `data`. */
  readonly alias: string | null;
  /** The variable that takes the representations; `null` for the whole `data`. */
  readonly variableName: string | null;
  readonly requires: readonly RequiresSelection[];
  readonly inputRewrites: readonly DataRewrite[];
  readonly outputRewrites: readonly DataRewrite[];
  readonly contextRewrites: readonly ContextRewrite[];
  /** The client's response keys at the top of what is fetched: of the entities, or of the root. */
  readonly responseKeys: readonly string[];
  readonly targets: readonly FetchTarget[];
}

/** Objects that a fetch completes: all at one position, found by one or more paths. */
export interface FetchTarget {
  readonly slot: number;
  readonly position: Position;
  readonly paths: readonly (readonly PathSegment[])[];
  /** Fields that are merged into the objects, since others provide parts of the same. */
  readonly merges: readonly Merge[];
}

export interface Merge {
  readonly key: string;
  /** The property of the object that takes the merged value. */
  readonly property: string;
}

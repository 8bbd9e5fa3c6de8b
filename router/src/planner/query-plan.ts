/**
 * A query plan as the executor takes it, whichever planner made it. Adapters translate: the two planners write paths,
 * rewrites and batches in ways of their own.
 */
export interface QueryPlan {
  /** `null` when nothing has to be fetched (introspection, `__typename` of the root). */
  readonly node: PlanNode | null;
}

export type PlanNode = SequenceNode | ParallelNode | ConditionNode | RootFetchNode | EntityFetchNode;

/** Its nodes run one after the other: later ones need what earlier ones fetched, or are later mutations. */
export interface SequenceNode {
  readonly kind: 'Sequence';
  readonly nodes: readonly PlanNode[];
}

/** Its nodes run at the same time. */
export interface ParallelNode {
  readonly kind: 'Parallel';
  readonly nodes: readonly PlanNode[];
}

/** Runs one of two branches, as the value of a Boolean variable says. */
export interface ConditionNode {
  readonly kind: 'Condition';
  /** The variable's name, without `$`. */
  readonly variable: string;
  readonly ifTrue: PlanNode | null;
  readonly ifFalse: PlanNode | null;
}

interface SubgraphOperation {
  /** The subgraph's name as the supergraph spells it (`@join__graph(name:)`). */
  readonly subgraph: string;
  readonly operationKind: 'query' | 'mutation' | 'subscription';
  readonly operationName: string | undefined;
  /** The text that is sent. */
  readonly operation: string;
  /** The client's variables that the text uses, without `$`. */
  readonly variableUsages: readonly string[];
}

/** Fetches fields of a root type. */
export interface RootFetchNode extends SubgraphOperation {
  readonly kind: 'RootFetch';
  /** Where the answer's `data` belongs; empty for the root. A path leads to a field whose type is a root type. */
  readonly path: readonly PathSegment[];
  readonly outputRewrites: readonly DataRewrite[];
}

/** Fetches entities by their keys: one request, one or more lists of representations. */
export interface EntityFetchNode extends SubgraphOperation {
  readonly kind: 'EntityFetch';
  readonly batches: readonly EntityBatch[];
}

/** One `_entities` field of an entity fetch. */
export interface EntityBatch {
  /** The response name of the field; `_entities` unless the fetch has several. */
  readonly alias: string;
  /** The variable that takes the representations, without `$`. */
  readonly variableName: string;
  /** Where the entities are found whose representations are sent, and where what is fetched belongs. One at least. */
  readonly paths: readonly (readonly PathSegment[])[];
  /** What a representation holds; an inline fragment for each type that has one. */
  readonly requires: readonly RequiresSelection[];
  /** Applied to each representation before it is sent. */
  readonly inputRewrites: readonly DataRewrite[];
  /** Applied to each entity that came back. Their paths begin inside the entity. */
  readonly outputRewrites: readonly DataRewrite[];
  /** Values of `@fromContext` arguments, taken from above the entity. */
  readonly contextRewrites: readonly ContextRewrite[];
}

export type PathSegment =
  /** Into a field, by response name. */
  | { readonly kind: 'field'; readonly name: string }
  /** Into each item of a list; of a list of lists, into the items of all of them. */
  | { readonly kind: 'items' }
  /** Only objects of these types, or of types that implement or belong to them. */
  | { readonly kind: 'type'; readonly types: readonly string[] };

export type RequiresSelection =
  | {
      readonly kind: 'field';
      readonly name: string;
      /** The response name under which earlier fetches brought it; it goes into the representation as `name`. */
      readonly responseName: string;
      /** Absent for leaves. */
      readonly selections: readonly RequiresSelection[] | undefined;
    }
  | {
      readonly kind: 'inlineFragment';
      readonly typeCondition: string;
      readonly selections: readonly RequiresSelection[];
    };

export type DataRewrite =
  /** Sets the value at the path, where there is one. */
  | { readonly kind: 'setValue'; readonly path: readonly RewriteSegment[]; readonly value: unknown }
  /** Renames the key that ends the path. */
  | { readonly kind: 'renameKey'; readonly path: readonly RewriteSegment[]; readonly name: string };

/** Lists on the way are transparent: a rewrite applies to each item. */
export type RewriteSegment =
  | { readonly kind: 'key'; readonly name: string }
  /** Only objects of these types, or of types that implement or belong to them. */
  | { readonly kind: 'type'; readonly types: readonly string[] };

/** Takes a value from an object above the entity and sends it as a variable. */
export interface ContextRewrite {
  /** How many fields above the entity the object is; lists on the way are transparent. */
  readonly levels: number;
  readonly path: readonly RewriteSegment[];
  /** The variable's name, without `$`. Entities whose values differ need requests of their own. */
  readonly variableName: string;
}

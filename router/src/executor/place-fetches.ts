import type {
  EntityBatch,
  PathSegment,
  PlanNode,
  QueryPlan,
  RequiresSelection,
} from '../planner/query-plan.js';
import type { Conditions } from '../planner/is-included.js';
import type { Fetch, FetchPart, FetchPlanNode, FetchTarget, Merge } from './fetch-plan.js';
import { readFetchShape, renameInShape, Shape } from './fetch-shape.js';
import { Position } from './position.js';
import { mergedProperty } from './slot-property.js';
import type { SupergraphTypes } from './supergraph-types.js';
import type { TypeSet } from './type-set.js';
import { common, widen } from './type-set.js';

/** A plan whose fetches know where their data belongs, and the positions from which readers are compiled. */
export interface PlacedPlan {
  readonly node: FetchPlanNode | null;
  readonly root: Position;
  /** Slots are numbered from 0. */
  readonly slots: number;
  /**
   * Whether objects with equal representations may share one entity. Not in plans with `@fromContext` arguments: there,
   * what is below an entity depends on what is above it.
   */
  readonly sharesEntities: boolean;
}

/**
 * Finds out for a plan which fetch provides what, and where: see `Position`. The texts of the fetches' operations are
 * read for that; nothing else is asked of a planner.
 *
 * @param conditions Default `all`: the plan is to be run with whatever values. With values given, what they exclude is
 *   left out.
 */
export function placeFetches(
  plan: QueryPlan,
  types: SupergraphTypes,
  conditions: Conditions = 'all',
): PlacedPlan {
  const root = new Position();
  let slots = 0;
  let sharesEntities = true;
  /** Filled when all positions are known. */
  const unfinished: { readonly target: FetchTarget; readonly merges: Merge[] }[] = [];

  const place = (
    paths: readonly (readonly PathSegment[])[],
    shape: Shape,
    requires: readonly RequiresSelection[],
  ): FetchTarget[] => {
    const byPosition = new Map<Position, (readonly PathSegment[])[]>();
    for (const path of paths) {
      const position = positionAt(root, path);
      const known = byPosition.get(position);
      if (known === undefined) byPosition.set(position, [path]);
      else known.push(path);
    }
    return [...byPosition].map(([position, itsPaths]) => {
      const slot = slots++;
      const onlyFor = common(typesAtEnd(itsPaths, types), typesOf(requires, types));
      position.addSlot(slot, shape, onlyFor);
      const merges: Merge[] = [];
      const target = { slot, position, paths: itsPaths, merges };
      unfinished.push({ target, merges });
      return target;
    });
  };

  const mayBe = (variable: string, value: boolean) =>
    conditions === 'all' || (conditions[variable] === true) === value;

  const visit = (node: PlanNode): FetchPlanNode => {
    switch (node.kind) {
      case 'Sequence':
      case 'Parallel':
        return { kind: node.kind, nodes: node.nodes.map(visit) };
      case 'Condition':
        return {
          kind: 'Condition',
          variable: node.variable,
          ifTrue: mayBe(node.variable, true) ? node.ifTrue && visit(node.ifTrue) : null,
          ifFalse: mayBe(node.variable, false) ? node.ifFalse && visit(node.ifFalse) : null,
        };
      case 'RootFetch': {
        const { shape, numberRisk } = readFetchShape(node.operation, types, conditions);
        renameInShape(shape, node.outputRewrites);
        const { path, outputRewrites } = node;
        const part: FetchPart = {
          ...WHOLE,
          outputRewrites,
          responseKeys: responseKeys(shape),
          targets: place([path], shape, []),
        };
        return { ...toFetch(node), numberRisk, parts: [part] };
      }
      case 'EntityFetch': {
        const { shape, numberRisk } = readFetchShape(node.operation, types, conditions);
        return { ...toFetch(node), numberRisk, parts: node.batches.map((batch) => toPart(batch, shape)) };
      }
    }
  };

  const toPart = (batch: EntityBatch, fetched: Shape): FetchPart => {
    const { alias, variableName, requires, inputRewrites, outputRewrites, contextRewrites } = batch;
    if (contextRewrites.length > 0) sharesEntities = false;
    const [shape = new Shape()] = fetched.below(alias);
    renameInShape(shape, outputRewrites);
    return {
      alias,
      variableName,
      requires,
      inputRewrites,
      outputRewrites,
      contextRewrites,
      responseKeys: responseKeys(shape),
      targets: place(batch.paths, shape, requires),
    };
  };

  const node = plan.node === null ? null : visit(plan.node);
  decideMerges(root);
  for (const { target, merges } of unfinished) {
    for (const { slots: providers, mergedInto: property } of target.position.fields) {
      const provided = providers.find(({ slot }) => slot === target.slot);
      if (property !== null && provided !== undefined) merges.push({ key: provided.key, property });
    }
  }
  return { node, root, slots, sharesEntities };
}

const WHOLE = {
  alias: null,
  variableName: null,
  requires: [],
  inputRewrites: [],
  contextRewrites: [],
} as const;

type CommonOfFetches = Pick<
  Fetch,
  'subgraph' | 'operationKind' | 'operationName' | 'operation' | 'variableUsages'
>;

function toFetch(node: CommonOfFetches): CommonOfFetches & { readonly kind: 'Fetch' } {
  const { subgraph, operationKind, operationName, operation, variableUsages } = node;
  return { kind: 'Fetch', subgraph, operationKind, operationName, operation, variableUsages };
}

/** The types of objects to which the paths lead; `null` when one of them leads to objects of all types. */
function typesAtEnd(paths: readonly (readonly PathSegment[])[], all: SupergraphTypes): TypeSet {
  let types: TypeSet = new Set<string>();
  for (const path of paths) {
    let own: TypeSet = null;
    for (const segment of path) {
      if (segment.kind === 'field') own = null;
      if (segment.kind === 'type') own = common(own, possibleOf(segment.types, all));
    }
    types = widen(types, own);
  }
  return types;
}

/** The types of objects for which there are representations. */
function typesOf(requires: readonly RequiresSelection[], all: SupergraphTypes): TypeSet {
  const conditions = requires.flatMap((selection) =>
    selection.kind === 'inlineFragment' ? [selection.typeCondition] : [],
  );
  return conditions.length < requires.length || conditions.length === 0 ? null : possibleOf(conditions, all);
}

function possibleOf(typeNames: readonly string[], all: SupergraphTypes): ReadonlySet<string> {
  return new Set(typeNames.flatMap((name) => [...all.possibleTypes(name)]));
}

function responseKeys(shape: Shape): readonly string[] {
  return [...new Set(shape.fields.map(({ responseKey }) => responseKey))];
}

function positionAt(root: Position, path: readonly PathSegment[]): Position {
  let position = root;
  for (const segment of path) {
    if (segment.kind !== 'field') continue;
    const [field] = position.fieldsAt(segment.name);
    position = field?.child ?? (position.field(segment.name, segment.name).child ??= new Position());
  }
  return position;
}

/** Objects that come in parts from several fetches have to be merged; everything else stays where it is. */
function decideMerges(root: Position): void {
  let numbers = 0;
  const visit = (position: Position) => {
    for (const field of position.fields) {
      if (field.child === null) continue;
      const [ownKey] = field.own;
      const providers = field.slots.length + (ownKey === undefined ? 0 : 1);
      if (providers > 1) field.mergedInto = ownKey ?? mergedProperty(numbers++);
      visit(field.child);
    }
  };
  visit(root);
}

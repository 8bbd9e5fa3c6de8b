import type { DocumentNode, GraphQLObjectType, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import { isAbstractType, isObjectType, Kind, parse } from 'graphql';
import { fetchesOf } from '../planner/fetches-of.js';
import { fragmentsOf } from '../planner/fragments-of.js';
import type { Conditions } from '../planner/is-included.js';
import type { EntityFetchNode, PlanNode, QueryPlan, RootFetchNode } from '../planner/query-plan.js';
import type { Evaluation } from './amount.js';
import { addCosts, MAX_COST, multiplyCosts, readAmount } from './amount.js';
import { MUTATION_COST } from './compile-cost.js';
import { CostCompiler, TooComplexError } from './cost-compiler.js';
import type { CostModel } from './cost-model.js';
import type { PlaceCost } from './cost-tree.js';
import { countAtPath } from './count-at-path.js';

type Variables = Readonly<Record<string, unknown>>;

/** What the requests of one plan cost, for certain values of its conditions. */
export interface CompiledPlanCost {
  /** Names of the variables that the estimate depends on. */
  readonly variables: readonly string[];
  /** @returns By subgraph, what all requests to it cost together. */
  estimate(variables: Variables): ReadonlyMap<string, number>;
}

export interface PlanCostOptions {
  /** Over the whole supergraph: plans fetch what clients do not see, too. */
  readonly model: CostModel;
  /** What was planned. */
  readonly document: string;
  readonly conditions: Conditions;
}

/** Estimates what one fetch costs, knowing how many objects there are at a place of the answer. */
type FetchCost = (variables: Variables, countAt: CountAt) => number;
type CountAt = (path: EntityFetchNode['batches'][number]['paths'][number]) => number;

/**
 * Compiles what the requests of a plan cost. Entities cost as often as the answer has objects at their places at most;
 * it does not matter that equal ones are asked for once.
 */
export function compilePlanCost(plan: QueryPlan, options: PlanCostOptions): CompiledPlanCost {
  const variables = new Set<string>();
  try {
    const asked = compileAsked(options, variables);
    const fetches = chosenFetches(plan.node, options.conditions).map((fetch) => ({
      subgraph: fetch.subgraph,
      cost: compileFetch(fetch, options, variables),
    }));
    return {
      variables: [...variables],
      estimate(values) {
        const countAt = asked(values);
        const costs = new Map<string, number>();
        for (const { subgraph, cost } of fetches) {
          costs.set(subgraph, addCosts(costs.get(subgraph) ?? 0, cost(values, countAt)));
        }
        return costs;
      },
    };
  } catch (error) {
    if (!(error instanceof TooComplexError || error instanceof RangeError)) throw error;
    const costs = new Map(
      fetchesOf<RootFetchNode | EntityFetchNode>(plan.node).map(({ subgraph }) => [subgraph, MAX_COST]),
    );
    return { variables: [], estimate: () => costs };
  }
}

/** The fetches that are made for these values of the conditions. */
function chosenFetches(
  node: PlanNode | null,
  conditions: Conditions,
): readonly (RootFetchNode | EntityFetchNode)[] {
  if (node === null) return [];
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap((child) => chosenFetches(child, conditions));
    case 'Condition': {
      const isTrue = conditions === 'all' || conditions[node.variable] === true;
      return chosenFetches(isTrue ? node.ifTrue : node.ifFalse, conditions);
    }
    case 'RootFetch':
    case 'EntityFetch':
      return [node];
  }
}

/** What tells how many objects the answer has at its places. */
function compileAsked(
  { model, document: text, conditions }: PlanCostOptions,
  variables: Set<string>,
): (values: Variables) => CountAt {
  const document = parse(text, { noLocation: true });
  const operation = operationOf(document);
  const rootType = model.schema.getRootType(operation.operation);
  if (rootType == null) return () => () => MAX_COST;
  const compiler = new CostCompiler({ model, fragments: fragmentsOf(document), conditions });
  const root = compiler.place([rootType], [operation.selectionSet], 0);
  compiler.variables.forEach((name) => variables.add(name));
  return (values) => {
    const { slots } = compiler.program.run(values);
    return (path) => countAtPath(path, { model, root, rootType, slots });
  };
}

function compileFetch(
  fetch: RootFetchNode | EntityFetchNode,
  { model, conditions }: PlanCostOptions,
  variables: Set<string>,
): FetchCost {
  const document = parse(fetch.operation, { noLocation: true });
  const { selectionSet } = operationOf(document);
  const compiler = new CostCompiler({ model, fragments: fragmentsOf(document), conditions });
  const evaluate = (values: Variables): Evaluation => compiler.program.run(values);
  if (fetch.kind === 'RootFetch') {
    const rootType = rootTypeOf(fetch, model);
    const root = compiler.place(rootType === undefined ? [] : [rootType], [selectionSet], 0);
    compiler.variables.forEach((name) => variables.add(name));
    const base = fetch.operationKind === 'mutation' ? MUTATION_COST : 0;
    return (values) => addCosts(base, readAmount(root.estimate, evaluate(values).slots));
  }
  const batches = fetch.batches.map((batch) => {
    const entities = entitySelection(selectionSet, batch.alias);
    return { paths: batch.paths, place: compileEntities(entities, compiler, model) };
  });
  compiler.variables.forEach((name) => variables.add(name));
  return (values, countAt) => {
    const { slots } = evaluate(values);
    let cost = 0;
    for (const { paths, place } of batches) {
      const each = readAmount(place.estimate, slots);
      for (const path of paths) cost = addCosts(cost, multiplyCosts(countAt(path), each));
    }
    return cost;
  };
}

/** An entity may have any type that the selection names. */
function compileEntities(
  selectionSet: SelectionSetNode,
  compiler: CostCompiler,
  model: CostModel,
): PlaceCost {
  const types = selectionSet.selections.flatMap((selection) => {
    const name = selection.kind === Kind.INLINE_FRAGMENT ? selection.typeCondition?.name.value : undefined;
    const type = name === undefined ? undefined : model.schema.getType(name);
    if (isObjectType(type)) return [type];
    return isAbstractType(type) ? model.schema.getPossibleTypes(type) : [];
  });
  return compiler.place([...new Set(types)], [selectionSet]);
}

function entitySelection({ selections }: SelectionSetNode, alias: string): SelectionSetNode {
  for (const selection of selections) {
    if (selection.kind !== Kind.FIELD || (selection.alias ?? selection.name).value !== alias) continue;
    if (selection.selectionSet !== undefined) return selection.selectionSet;
  }
  return { kind: Kind.SELECTION_SET, selections: [] };
}

function rootTypeOf({ operationKind }: RootFetchNode, { schema }: CostModel): GraphQLObjectType | undefined {
  if (operationKind === 'query') return schema.getQueryType() ?? undefined;
  return (
    (operationKind === 'mutation' ? schema.getMutationType() : schema.getSubscriptionType()) ?? undefined
  );
}

function operationOf({ definitions }: DocumentNode): OperationDefinitionNode {
  const operation = definitions.find(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (operation === undefined) throw new Error('A planned document has no operation.');
  return operation;
}

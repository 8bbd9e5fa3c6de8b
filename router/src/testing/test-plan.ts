import type { SelectionNode } from 'graphql';
import { Kind, OperationTypeNode, parse, print, visit } from 'graphql';
import type {
  EntityBatch,
  EntityFetchNode,
  PathSegment,
  PlanNode,
  RequiresSelection,
  RootFetchNode,
} from '../planner/query-plan.js';

/**
 * A path as text: `users.@.friend|A,B` goes into `users`, into each item, and into `friend` where it is an A or a B.
 * Empty for the root.
 */
export function planPath(text: string): readonly PathSegment[] {
  return text
    .split('.')
    .filter((part) => part !== '')
    .flatMap((part): readonly PathSegment[] => {
      const [name = '', types] = part.split('|');
      const into: PathSegment = name === '@' ? { kind: 'items' } : { kind: 'field', name };
      return types === undefined ? [into] : [into, { kind: 'type', types: types.split(',') }];
    });
}

/** What a representation holds, written as a selection; an alias is the name under which replies have the field. */
export function requiredFields(selection: string): readonly RequiresSelection[] {
  const [operation] = parse(`{ ${selection} }`).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('A selection is expected.');
  return operation.selectionSet.selections.map(toRequired);
}

function toRequired(node: SelectionNode): RequiresSelection {
  if (node.kind === Kind.FRAGMENT_SPREAD) throw new Error('Fragments are inline here.');
  const selections = node.selectionSet?.selections.map(toRequired);
  if (node.kind === Kind.FIELD) {
    const { value: name } = node.name;
    return { kind: 'field', name, responseName: node.alias?.value ?? name, selections };
  }
  const typeCondition = node.typeCondition?.name.value ?? '';
  return { kind: 'inlineFragment', typeCondition, selections: selections ?? [] };
}

/** A fetch of root fields. */
export function rootFetch(
  subgraph: string,
  operation: string,
  {
    path = '',
    outputRewrites = [],
  }: { readonly path?: string } & Partial<Pick<RootFetchNode, 'outputRewrites'>> = {},
): RootFetchNode {
  return {
    kind: 'RootFetch',
    ...describe(subgraph, operation),
    path: planPath(path),
    outputRewrites,
  };
}

type Rewrites = Partial<Pick<EntityBatch, 'inputRewrites' | 'outputRewrites' | 'contextRewrites'>>;

export interface TestBatch extends Rewrites {
  /** One path, or several. */
  readonly at: string | readonly string[];
  /** Default, as planners write it: `... on T { __typename id }` for each type T of `select`. */
  readonly requires?: string;
  /** The selection on `_Entity`. */
  readonly select: string;
}

/** A fetch of entities: one `_entities` field, or, for several batches, `_e0`, `_e1` and so on. */
export function entityFetch(subgraph: string, ...given: readonly TestBatch[]): EntityFetchNode {
  const only = given.length === 1;
  const batches = given.map(
    ({ at, select, requires = keysFor(select), ...rewrites }, index): EntityBatch => ({
      alias: only ? '_entities' : `_e${index}`,
      variableName: only ? 'representations' : `r${index}`,
      paths: (typeof at === 'string' ? [at] : at).map(planPath),
      requires: requiredFields(requires),
      inputRewrites: [],
      outputRewrites: [],
      contextRewrites: [],
      ...rewrites,
    }),
  );
  const fields = batches.map(
    ({ alias, variableName }, index) =>
      `${alias}: _entities(representations: $${variableName}) { ${given[index]?.select ?? ''} }`,
  );
  const variables = batches.map(({ variableName }) => `$${variableName}: [_Any!]!`);
  const operation = `query (${variables.join(' ')}) { ${fields.join(' ')} }`;
  const own = new Set(batches.map(({ variableName }) => variableName));
  const described = describe(subgraph, operation);
  return {
    kind: 'EntityFetch',
    ...described,
    variableUsages: described.variableUsages.filter((name) => !own.has(name)),
    batches,
  };
}

function keysFor(select: string): string {
  return requiredFields(select)
    .map((selection) =>
      selection.kind === 'field' ? '' : `... on ${selection.typeCondition} { __typename id }`,
    )
    .join(' ');
}

export function sequence(...nodes: readonly PlanNode[]): PlanNode {
  return { kind: 'Sequence', nodes };
}

export function parallel(...nodes: readonly PlanNode[]): PlanNode {
  return { kind: 'Parallel', nodes };
}

function describe(subgraph: string, operation: string) {
  const document = parse(operation);
  const used = new Set<string>();
  const kinds = new Set<OperationTypeNode>();
  visit(document, {
    OperationDefinition: (node) => void kinds.add(node.operation),
    Argument: ({ value }) => {
      if (value.kind === Kind.VARIABLE) used.add(value.name.value);
    },
  });
  return {
    subgraph,
    operationKind: kinds.has(OperationTypeNode.MUTATION) ? ('mutation' as const) : ('query' as const),
    operationName: undefined,
    operation: print(document),
    variableUsages: [...used],
  };
}

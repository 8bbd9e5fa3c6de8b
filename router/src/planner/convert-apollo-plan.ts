import type * as apollo from '@apollo/query-planner';
import { parallel, sequence } from './combine-nodes.js';
import type {
  ContextRewrite,
  DataRewrite,
  EntityBatch,
  PathSegment,
  PlanNode,
  QueryPlan,
  RequiresSelection,
  RewriteSegment,
} from './query-plan.js';
import { renameRepresentations } from './rename-representations.js';

/**
 * Translates a plan of Apollo's planner. The differences: paths are pushed down from `Flatten` nodes to the fetches and
 * are no longer text (`@` for items, `media|[Book,Film]` for a field with type conditions, `... on Book` in rewrites);
 * fetches split into those with representations and those without. Output rewrites begin inside the entity there as
 * here. A path has one `items` segment for a list of lists, as the Rust planner has it.
 *
 * @param document The document that was planned.
 * @throws {Error} Thrown when the plan holds something that no executor of ours could follow.
 */
export function convertApolloPlan(plan: apollo.QueryPlan, document: string): QueryPlan {
  return { node: convertNode(plan.node, { path: [], document }) };
}

interface Surroundings {
  readonly path: readonly PathSegment[];
  readonly document: string;
}

function convertNode(
  node: apollo.PlanNode | apollo.SubscriptionNode | undefined,
  around: Surroundings,
): PlanNode | null {
  if (node === undefined) return null;
  switch (node.kind) {
    case 'Sequence':
      return sequence(node.nodes.map((child) => convertNode(child, around)));
    case 'Parallel':
      return parallel(node.nodes.map((child) => convertNode(child, around)));
    case 'Flatten':
      return convertNode(node.node, { ...around, path: [...around.path, ...convertPath(node.path)] });
    case 'Condition':
      return {
        kind: 'Condition',
        variable: node.condition,
        ifTrue: convertNode(node.ifClause, around),
        ifFalse: convertNode(node.elseClause, around),
      };
    case 'Fetch':
      return convertFetch(node, around);
    case 'Subscription':
      return sequence([convertFetch(node.primary, around), convertNode(node.rest, around)]);
    case 'Defer':
      throw new Error('The plan defers, which was not asked for.');
  }
}

function convertFetch(node: apollo.FetchNode, { path, document }: Surroundings): PlanNode {
  const contextRewrites = (node.contextRewrites ?? []).map(convertContextRewrite);
  const fromContext = new Set(contextRewrites.map(({ variableName }) => variableName));
  const operation = {
    subgraph: node.serviceName,
    operationKind: node.operationKind,
    operationName: node.operationName,
    operation: node.operation,
    variableUsages: (node.variableUsages ?? []).filter((name) => !fromContext.has(name)),
  };
  const outputRewrites = (node.outputRewrites ?? []).map(convertRewrite);
  if (node.requires === undefined) return { kind: 'RootFetch', ...operation, path, outputRewrites };
  const batch: EntityBatch = {
    alias: '_entities',
    variableName: 'representations',
    paths: [path],
    requires: node.requires.flatMap(convertRequires),
    inputRewrites: (node.inputRewrites ?? []).map(convertRewrite),
    outputRewrites,
    contextRewrites,
  };
  return renameRepresentations({ kind: 'EntityFetch', ...operation, batches: [batch] }, document);
}

function convertPath(path: apollo.ResponsePath): readonly PathSegment[] {
  return path
    .flatMap(convertPathElement)
    .filter((segment, index, all) => segment.kind !== 'items' || all[index - 1]?.kind !== 'items');
}

/** `@`, `name`, and either with type conditions: `@|[A,B]`; an empty name stands for the root. */
function convertPathElement(element: string | number): readonly PathSegment[] {
  const [name = '', ...conditions] = String(element).split('|[');
  const segments: PathSegment[] = [];
  if (name === '@') segments.push({ kind: 'items' });
  else if (name !== '') segments.push({ kind: 'field', name });
  for (const condition of conditions) {
    segments.push({ kind: 'type', types: condition.slice(0, -1).split(',') });
  }
  return segments;
}

function convertRequires(selection: apollo.QueryPlanSelectionNode): readonly RequiresSelection[] {
  if (selection.kind === 'Field') {
    const name = selection.alias ?? selection.name;
    const selections = selection.selections?.flatMap(convertRequires);
    return [{ kind: 'field', name, responseName: name, selections }];
  }
  const selections = selection.selections.flatMap(convertRequires);
  const { typeCondition } = selection;
  return typeCondition === undefined ? selections : [{ kind: 'inlineFragment', typeCondition, selections }];
}

function convertRewrite(rewrite: apollo.FetchDataRewrite): DataRewrite {
  const path = rewrite.path.map(convertRewriteElement);
  return rewrite.kind === 'KeyRenamer'
    ? { kind: 'renameKey', path, name: rewrite.renameKeyTo }
    : { kind: 'setValue', path, value: rewrite.setValueTo as unknown };
}

function convertContextRewrite({ path, renameKeyTo }: apollo.FetchDataKeyRenamer): ContextRewrite {
  const levels = path.lastIndexOf('..') + 1;
  return { levels, path: path.slice(levels).map(convertRewriteElement), variableName: renameKeyTo };
}

const TYPE_CONDITION = '... on ';

function convertRewriteElement(element: string): RewriteSegment {
  return element.startsWith(TYPE_CONDITION)
    ? { kind: 'type', types: [element.slice(TYPE_CONDITION.length)] }
    : { kind: 'key', name: element };
}

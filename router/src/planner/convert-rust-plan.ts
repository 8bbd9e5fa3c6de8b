import type * as rust from '@graphql-hive/router-query-planner';
import { stripIgnoredCharacters } from 'graphql';
import { parallel, sequence } from './combine-nodes.js';
import type {
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
 * Translates a plan of the Rust planner. The differences: paths are pushed down from `Flatten` nodes to the fetches;
 * fetches split into those with representations and those without; `name` and `alias` of a required field change
 * places. Output rewrites begin inside the entity there as here. A path has one `items` segment for a list of lists
 * too.
 *
 * @param document The document that was planned.
 * @throws {Error} Thrown when the plan holds something that no executor of ours could follow.
 */
export function convertRustPlan(plan: rust.QueryPlan, document: string): QueryPlan {
  return { node: convertNode(plan.node, { path: [], document }) };
}

interface Surroundings {
  readonly path: readonly PathSegment[];
  readonly document: string;
}

function convertNode(node: rust.PlanNode | null | undefined, around: Surroundings): PlanNode | null {
  if (node == null) return null;
  const { path, document } = around;
  switch (node.kind) {
    case 'Sequence':
      return sequence(node.nodes.map((child) => convertNode(child, around)));
    case 'Parallel':
      return parallel(node.nodes.map((child) => convertNode(child, around)));
    case 'Flatten':
      return convertNode(node.node, { path: [...path, ...node.path.map(convertPathSegment)], document });
    case 'Condition':
      return {
        kind: 'Condition',
        variable: node.condition,
        ifTrue: convertNode(node.ifClause, around),
        ifFalse: convertNode(node.elseClause, around),
      };
    case 'Fetch':
      return convertFetch(node, around);
    case 'BatchFetch': {
      const batches = node.entityBatch.aliases.map((batch) => convertBatch(batch, path));
      return renameRepresentations({ kind: 'EntityFetch', ...convertOperation(node), batches }, document);
    }
    case 'Subscription':
      // The planner leaves out the kind of the primary node.
      return convertFetch(node.primary, around);
    case 'Defer':
      throw new Error('The plan defers, which was not asked for.');
  }
}

function convertFetch(node: rust.FetchNode, { path, document }: Surroundings): PlanNode {
  const operation = convertOperation(node);
  const { requires, inputRewrites, outputRewrites } = node;
  if (requires == null) {
    return { kind: 'RootFetch', ...operation, path, outputRewrites: convertRewrites(outputRewrites) };
  }
  const batch: EntityBatch = {
    alias: '_entities',
    variableName: 'representations',
    paths: [path],
    requires: requires.map(convertRequires),
    inputRewrites: convertRewrites(inputRewrites),
    outputRewrites: convertRewrites(outputRewrites),
    contextRewrites: [],
  };
  return renameRepresentations({ kind: 'EntityFetch', ...operation, batches: [batch] }, document);
}

function convertBatch(batch: rust.EntityBatchAlias, path: readonly PathSegment[]): EntityBatch {
  return {
    alias: batch.alias,
    variableName: batch.representationsVariableName,
    paths: batch.paths.map((segments) => [...path, ...segments.map(convertPathSegment)]),
    requires: batch.requires.map(convertRequires),
    inputRewrites: convertRewrites(batch.inputRewrites),
    outputRewrites: convertRewrites(batch.outputRewrites),
    contextRewrites: [],
  };
}

function convertOperation(node: rust.FetchNode | rust.BatchFetchNode) {
  return {
    subgraph: node.serviceName,
    operationKind: node.operationKind ?? 'query',
    operationName: node.operationName,
    // Fragment definitions come with line breaks and indentation.
    operation: stripIgnoredCharacters(node.operation),
    variableUsages: node.variableUsages ?? [],
  };
}

function convertPathSegment(segment: rust.FlattenNodePathSegment): PathSegment {
  if (segment === '@') return { kind: 'items' };
  if ('Field' in segment) return { kind: 'field', name: segment.Field };
  return { kind: 'type', types: segment.TypeCondition };
}

function convertRequires(selection: rust.RequiresSelection): RequiresSelection {
  switch (selection.kind) {
    case 'Field':
      return {
        kind: 'field',
        // `name` is where an earlier fetch put it, `alias` what the subgraph calls it.
        name: selection.alias ?? selection.name,
        responseName: selection.name,
        selections:
          selection.selections == null || selection.selections.length === 0
            ? undefined
            : selection.selections.map(convertRequires),
      };
    case 'InlineFragment':
      if (selection.skipIf != null || selection.includeIf != null) {
        throw new Error('The plan requires fields under a condition.');
      }
      return {
        kind: 'inlineFragment',
        typeCondition: selection.typeCondition,
        selections: selection.selections.map(convertRequires),
      };
    case 'FragmentSpread':
      throw new Error('The plan requires fields through a named fragment.');
  }
}

function convertRewrites(rewrites: readonly rust.FetchRewrite[] | null | undefined): readonly DataRewrite[] {
  return rewrites?.map(convertRewrite) ?? [];
}

function convertRewrite(rewrite: rust.FetchRewrite): DataRewrite {
  if ('KeyRenamer' in rewrite) {
    const { path, renameKeyTo } = rewrite.KeyRenamer;
    return { kind: 'renameKey', path: path.map(convertRewriteSegment), name: renameKeyTo };
  }
  const { path, setValueTo } = 'ValueSetter' in rewrite ? rewrite.ValueSetter : rewrite;
  return { kind: 'setValue', path: path.map(convertRewriteSegment), value: setValueTo };
}

function convertRewriteSegment(segment: rust.FetchNodePathSegment): RewriteSegment {
  return 'Key' in segment
    ? { kind: 'key', name: segment.Key }
    : { kind: 'type', types: segment.TypenameEquals };
}

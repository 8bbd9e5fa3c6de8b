import type {
  DocumentNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { Kind } from 'graphql';
import type { SelectionMeasure } from './measure-selections.js';
import { measureSelections } from './measure-selections.js';

export interface OperationMeasure extends SelectionMeasure {
  readonly name: string | undefined;
  readonly variables: number;
}

export type DocumentMeasure =
  | { readonly kind: 'measured'; readonly operations: readonly OperationMeasure[] }
  /** Two fragments have one name, or a fragment spreads itself: nothing can be said of operations. */
  | { readonly kind: 'broken' };

/**
 * Measures each operation of a document, with fragments counted wherever they are spread, in time proportional to the
 * document: each fragment is measured once.
 */
export function measureDocument({ definitions }: DocumentNode): DocumentMeasure {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const definition of definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
    if (definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    if (fragments.has(definition.name.value)) return { kind: 'broken' };
    fragments.set(definition.name.value, definition);
  }
  const measures = measureFragments(fragments);
  if (measures === undefined) return { kind: 'broken' };
  return {
    kind: 'measured',
    operations: operations.map((operation) => {
      const measure = measureSelections(operation.selectionSet, measures);
      const { variableDefinitions = [], directives = [] } = operation;
      const onDefinitions = variableDefinitions.reduce(
        (sum, { directives: own = [] }) => sum + own.length,
        0,
      );
      return {
        ...measure,
        name: operation.name?.value,
        directives: measure.directives + directives.length + onDefinitions,
        variables: variableDefinitions.length,
      };
    }),
  };
}

/** A fragment that waits for those that it spreads. */
interface Visit {
  readonly fragment: FragmentDefinitionNode;
  readonly spreads: Iterator<string>;
}

/**
 * Measures each fragment after those that it spreads. The stack is a list, since fragments can form chains as long as
 * the document.
 *
 * @returns `undefined` when fragments form a cycle.
 */
function measureFragments(
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): ReadonlyMap<string, SelectionMeasure> | undefined {
  const measures = new Map<string, SelectionMeasure>();
  const waiting = new Set<FragmentDefinitionNode>();
  const stack: Visit[] = [];
  const enter = (fragment: FragmentDefinitionNode): void => {
    waiting.add(fragment);
    stack.push({ fragment, spreads: spreadsOf(fragment.selectionSet).values() });
  };
  for (const first of fragments.values()) {
    if (!measures.has(first.name.value)) enter(first);
    for (let visit = stack.at(-1); visit !== undefined; visit = stack.at(-1)) {
      const { fragment } = visit;
      const spread = visit.spreads.next();
      if (spread.done !== true) {
        const next = fragments.get(spread.value);
        if (next === undefined || measures.has(spread.value)) continue;
        if (waiting.has(next)) return undefined;
        enter(next);
        continue;
      }
      stack.pop();
      waiting.delete(fragment);
      const measure = measureSelections(fragment.selectionSet, measures);
      const directives = measure.directives + (fragment.directives?.length ?? 0);
      measures.set(fragment.name.value, { ...measure, directives });
    }
  }
  return measures;
}

/** The fragments that are spread in selections, at any level, each once. */
function spreadsOf(selectionSet: SelectionSetNode, names = new Set<string>()): ReadonlySet<string> {
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) names.add(selection.name.value);
    else if (selection.selectionSet !== undefined) spreadsOf(selection.selectionSet, names);
  }
  return names;
}

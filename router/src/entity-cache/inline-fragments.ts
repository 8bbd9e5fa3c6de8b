import type { DocumentNode, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import { Kind } from 'graphql';
import { fragmentsOf } from '../planner/fragments-of.js';

/**
 * The operation of a planned document with the fragments in place that planners make to keep texts short. What clients may
 * select in all is limited before anything is planned.
 *
 * @returns `null` when there is not exactly one.
 */
export function inlineFragments(document: DocumentNode): OperationDefinitionNode | null {
  const fragments = fragmentsOf(document);
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || operations.length > 1) return null;

  const inline = (selectionSet: SelectionSetNode): SelectionSetNode => ({
    ...selectionSet,
    selections: selectionSet.selections.map((selection) => {
      if (selection.kind !== Kind.FRAGMENT_SPREAD)
        return selection.selectionSet === undefined
          ? selection
          : { ...selection, selectionSet: inline(selection.selectionSet) };
      const fragment = fragments.get(selection.name.value);
      if (fragment === undefined) return selection;
      const { typeCondition } = fragment;
      const { directives } = selection;
      return {
        kind: Kind.INLINE_FRAGMENT,
        typeCondition,
        ...(directives === undefined ? {} : { directives }),
        selectionSet: inline(fragment.selectionSet),
      };
    }),
  });
  return { ...operation, selectionSet: inline(operation.selectionSet) };
}

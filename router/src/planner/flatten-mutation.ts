import type { DocumentNode, FieldNode, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import { Kind } from 'graphql';
import { fragmentsOf } from './fragments-of.js';
import { isIncluded } from './is-included.js';

/**
 * A mutation with its root fields in the order in which they are executed, each once: without fragments, `@skip` and
 * `@include` at the root. Planners take a field that is there twice, once with a condition, for two mutations, and do
 * not keep the order of fragments.
 *
 * @param conditions The values of the variables that `@skip` and `@include` use.
 */
export function flattenMutation(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  conditions: Readonly<Record<string, unknown>>,
): OperationDefinitionNode {
  const fragments = fragmentsOf(document);
  const fields = new Map<string, FieldNode>();
  const spread = new Set<string>();

  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (!isIncluded(selection, conditions)) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        if (fragment === undefined || spread.has(fragment.name.value)) continue;
        spread.add(fragment.name.value);
        collect(fragment.selectionSet);
      } else {
        const key = selection.alias?.value ?? selection.name.value;
        const known = fields.get(key);
        fields.set(key, known === undefined ? { ...selection, directives: [] } : merge(known, selection));
      }
    }
  };
  collect(operation.selectionSet);
  return {
    ...operation,
    selectionSet: { kind: Kind.SELECTION_SET, selections: [...fields.values()] },
  };
}

function merge(field: FieldNode, again: FieldNode): FieldNode {
  const selections = [...(field.selectionSet?.selections ?? []), ...(again.selectionSet?.selections ?? [])];
  return selections.length === 0
    ? field
    : { ...field, selectionSet: { kind: Kind.SELECTION_SET, selections } };
}

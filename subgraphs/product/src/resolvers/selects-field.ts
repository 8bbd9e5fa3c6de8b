import type { GraphQLResolveInfo, SelectionNode, SelectionSetNode } from 'graphql';
import { getDirectiveValues, GraphQLIncludeDirective, GraphQLSkipDirective, Kind } from 'graphql';

/**
 * Whether an operation selects a field below the one that is resolved, by the names on the way to it: `['edges', 'highlights']`.
 * Fragments are looked into, and what `@skip` and `@include` leave out is not selected
 * (https://spec.graphql.org/October2021/#CollectFields()).
 */
export function selectsField(info: GraphQLResolveInfo, path: readonly string[]): boolean {
  return info.fieldNodes.some(({ selectionSet }) => selects(info, selectionSet, path));
}

function selects(
  info: GraphQLResolveInfo,
  selectionSet: SelectionSetNode | undefined,
  path: readonly string[],
): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return true;
  return (
    selectionSet?.selections.some((selection) => {
      if (!isIncluded(info, selection)) return false;
      switch (selection.kind) {
        case Kind.FIELD:
          return selection.name.value === name && selects(info, selection.selectionSet, rest);
        case Kind.INLINE_FRAGMENT:
          return selects(info, selection.selectionSet, path);
        case Kind.FRAGMENT_SPREAD:
          return selects(info, info.fragments[selection.name.value]?.selectionSet, path);
      }
    }) ?? false
  );
}

function isIncluded({ variableValues }: GraphQLResolveInfo, selection: SelectionNode): boolean {
  if (getDirectiveValues(GraphQLSkipDirective, selection, variableValues)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, selection, variableValues)?.['if'] !== false;
}

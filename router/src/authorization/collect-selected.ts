import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLObjectType,
  GraphQLSchema,
  SelectionSetNode,
} from 'graphql';
import { isAbstractType, Kind } from 'graphql';
import type { Conditions } from '../planner/is-included.js';
import { isIncluded } from '../planner/is-included.js';

/** Selections on the objects of one place of an answer. */
export interface Part {
  readonly set: SelectionSetNode;
  /** Whether it was selected on a field that was refused here while another selection of the field was not. */
  readonly isRefused: boolean;
}

export interface Selected {
  readonly node: FieldNode;
  /** Where it was selected. */
  readonly part: Part;
}

interface CollectOptions {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly conditions: Conditions;
}

/** The fields of an object, by response key (https://spec.graphql.org/October2021/#sec-Field-Collection). */
export function collectSelected(
  type: GraphQLObjectType,
  parts: readonly Part[],
  { schema, fragments, conditions }: CollectOptions,
): ReadonlyMap<string, readonly Selected[]> {
  const fields = new Map<string, Selected[]>();
  const visited = new Set<string>();

  function applies(condition: string | undefined): boolean {
    if (condition === undefined || condition === type.name) return true;
    const abstract = schema.getType(condition);
    return isAbstractType(abstract) && schema.isSubType(abstract, type);
  }

  function collect(set: SelectionSetNode, part: Part): void {
    for (const selection of set.selections) {
      if (!isIncluded(selection, conditions)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const known = fields.get(key);
        if (known === undefined) fields.set(key, [{ node: selection, part }]);
        else known.push({ node: selection, part });
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (applies(selection.typeCondition?.name.value)) collect(selection.selectionSet, part);
      } else {
        const fragment = fragments.get(selection.name.value);
        // What is refused here may be allowed where the fragment is spread again.
        const visit = `${part.isRefused ? '!' : ''}${selection.name.value}`;
        if (fragment === undefined || visited.has(visit)) continue;
        visited.add(visit);
        if (applies(fragment.typeCondition.name.value)) collect(fragment.selectionSet, part);
      }
    }
  }

  for (const part of parts) collect(part.set, part);
  return fields;
}

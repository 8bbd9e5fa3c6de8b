import type { FieldNode, GraphQLCompositeType, GraphQLSchema, SelectionSetNode } from 'graphql';
import { getNamedType, isCompositeType, isUnionType, Kind } from 'graphql';
import type { PreparedOperation } from '../engine/engine.js';
import { fragmentsOf } from '../planner/fragments-of.js';
import { isIntrospectionField } from '../planner/is-introspection-field.js';
import type { AccessRules } from './access-rules.js';
import type { Requirement } from './requirement.js';

/** What an operation requires, found once. */
export interface OperationRequirements {
  /** All that its fields require, each once. */
  readonly distinct: readonly Requirement[];
  /** The fields that require something. */
  readonly byField: ReadonlyMap<FieldNode, Requirement>;
  /** The names of the policies that decide about it. */
  readonly policies: readonly string[];
}

export interface CollectOptions {
  /** The API schema, against which operations are valid. */
  readonly schema: GraphQLSchema;
  readonly rules: AccessRules;
}

/**
 * Finds what the fields of an operation require. The content of a fragment is judged by the fragment's own type, so that
 * it is read once, wherever it is spread. Introspection requires nothing.
 *
 * @returns `null` when nothing is required.
 */
export function collectRequirements(
  { document, operation }: PreparedOperation,
  { schema, rules }: CollectOptions,
): OperationRequirements | null {
  const fragments = fragmentsOf(document);
  const visited = new Set<string>();
  const byField = new Map<FieldNode, Requirement>();

  function collect({ selections }: SelectionSetNode, parent: GraphQLCompositeType): void {
    for (const selection of selections) {
      switch (selection.kind) {
        case Kind.FIELD:
          collectField(selection, parent);
          break;
        case Kind.INLINE_FRAGMENT:
          collect(selection.selectionSet, typeNamed(selection.typeCondition?.name.value) ?? parent);
          break;
        case Kind.FRAGMENT_SPREAD: {
          const name = selection.name.value;
          const fragment = fragments.get(name);
          if (fragment === undefined || visited.has(name)) break;
          visited.add(name);
          collect(fragment.selectionSet, typeNamed(fragment.typeCondition.name.value) ?? parent);
        }
      }
    }
  }

  function collectField(field: FieldNode, parent: GraphQLCompositeType): void {
    const name = field.name.value;
    if (isIntrospectionField(name)) return;
    const requirement = rules.requirementOf(parent.name, name);
    if (requirement !== null) byField.set(field, requirement);
    if (field.selectionSet === undefined || isUnionType(parent)) return;
    const type = getNamedType(parent.getFields()[name]?.type);
    if (isCompositeType(type)) collect(field.selectionSet, type);
  }

  function typeNamed(name: string | undefined): GraphQLCompositeType | undefined {
    const type = name === undefined ? undefined : schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  }

  const root = schema.getRootType(operation.operation);
  if (root != null) collect(operation.selectionSet, root);
  if (byField.size === 0) return null;
  const distinct = [...new Set(byField.values())];
  const policies = new Set(distinct.flatMap((requirement) => requirement.policies.flat(2)));
  return { distinct, byField, policies: [...policies] };
}

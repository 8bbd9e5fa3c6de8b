import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLObjectType,
  GraphQLSchema,
  SelectionSetNode,
} from 'graphql';
import { isAbstractType, Kind } from 'graphql';
import type { Conditions } from './is-included.js';
import { isIncluded } from './is-included.js';

export interface CollectOptions {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly conditions: Conditions;
  /** Called for each selection that is looked at; may throw to end it. */
  readonly step?: (() => void) | undefined;
}

/** By response key, the fields that are merged there. */
export type CollectedFields = ReadonlyMap<string, readonly FieldNode[]>;

/**
 * What some selection sets select of an object type, together
 * (https://spec.graphql.org/October2021/#sec-Field-Collection).
 */
export function collectFields(
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
  options: CollectOptions,
): CollectedFields {
  const fields = new Map<string, FieldNode[]>();
  const visitor = new FieldVisitor(type, options);
  for (const selectionSet of selectionSets) {
    visitor.visit(selectionSet, (key, field) => {
      const known = fields.get(key);
      if (known === undefined) fields.set(key, [field]);
      else known.push(field);
    });
  }
  return fields;
}

/** Goes through what is selected of an object type. A fragment that is spread again adds nothing. */
export class FieldVisitor {
  readonly #visited = new Set<string>();

  constructor(
    private readonly type: GraphQLObjectType,
    private readonly options: CollectOptions,
  ) {}

  /** @param onField Called with each field and its response key. */
  visit({ selections }: SelectionSetNode, onField: (responseKey: string, field: FieldNode) => void): void {
    const { fragments, conditions, step } = this.options;
    for (const selection of selections) {
      step?.();
      if (!isIncluded(selection, conditions)) continue;
      if (selection.kind === Kind.FIELD) {
        onField(selection.alias?.value ?? selection.name.value, selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (this.#applies(selection.typeCondition?.name.value)) this.visit(selection.selectionSet, onField);
      } else {
        const name = selection.name.value;
        const fragment = fragments.get(name);
        if (fragment === undefined || this.#visited.has(name)) continue;
        this.#visited.add(name);
        if (this.#applies(fragment.typeCondition.name.value)) this.visit(fragment.selectionSet, onField);
      }
    }
  }

  #applies(typeCondition: string | undefined): boolean {
    if (typeCondition === undefined || typeCondition === this.type.name) return true;
    const { schema } = this.options;
    const condition = schema.getType(typeCondition);
    return isAbstractType(condition) && schema.isSubType(condition, this.type);
  }
}

import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLInterfaceType,
  GraphQLNamedOutputType,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { getNamedType, isAbstractType, isInterfaceType, isLeafType, isObjectType, Kind } from 'graphql';
import type { Conditions } from '../planner/is-included.js';
import { isIncluded } from '../planner/is-included.js';
import type { SeparateAliases } from '../planner/separate-aliases.js';
import type { FieldPlan, SelectionPlan } from './selection-plan.js';

export interface PlanSelectionOptions {
  /** The API schema, against which the operation is valid. */
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly conditions: Conditions;
  readonly planKey: SeparateAliases['planKey'];
}

/**
 * Resolves fragments, `@skip`, `@include` and repeated fields of an operation: what remains is the answer's shape
 * (https://spec.graphql.org/October2021/#sec-Field-Collection).
 */
export function planSelection(options: PlanSelectionOptions): SelectionPlan {
  const { schema, operation } = options;
  const rootType = schema.getRootType(operation.operation);
  if (rootType == null) throw new Error(`The schema has no root type for ${operation.operation}.`);
  return new SelectionPlanner(options).plan(rootType, [operation.selectionSet]);
}

class SelectionPlanner {
  /** By type and selection sets. The types of an interface share them: each plan would double what is below it. */
  readonly #plans = new Map<string, SelectionPlan>();
  readonly #numbers = new Map<SelectionSetNode, number>();

  constructor(private readonly options: PlanSelectionOptions) {}

  plan(type: GraphQLOutputType, selectionSets: readonly SelectionSetNode[]): SelectionPlan {
    const named = getNamedType(type);
    const key = `${named.name} ${selectionSets.map((set) => this.#numberOf(set)).join()}`;
    let plan = this.#plans.get(key);
    if (plan === undefined) {
      plan = this.#plan(named, selectionSets);
      this.#plans.set(key, plan);
    }
    return plan;
  }

  #numberOf(set: SelectionSetNode): number {
    let number = this.#numbers.get(set);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(set, number);
    }
    return number;
  }

  #plan(named: GraphQLNamedOutputType, selectionSets: readonly SelectionSetNode[]): SelectionPlan {
    const { schema } = this.options;
    if (isObjectType(named)) {
      const fields = this.#fields(named, this.#collect(named, selectionSets));
      return {
        typeName: named.name,
        abstract: false,
        fieldsByType: new Map([[named.name, fields]]),
        uniform: fields,
      };
    }
    if (!isAbstractType(named)) throw new Error(`${named.name} has no fields.`);

    const fieldsByType = new Map<string, readonly FieldPlan[]>();
    const alike: { readonly collected: CollectedFields; readonly fields: readonly FieldPlan[] }[] = [];
    for (const possible of schema.getPossibleTypes(named)) {
      const collected = this.#collect(possible, selectionSets);
      const known = alike.find((other) => sameFields(other, collected, possible));
      const fields = known?.fields ?? this.#fields(possible, collected);
      if (known === undefined) alike.push({ collected, fields });
      fieldsByType.set(possible.name, fields);
    }
    const [first, ...others] = alike;
    const selectsNothing = alike.every(({ collected }) => collected.size === 0);
    const uniform =
      first !== undefined &&
      isInterfaceType(named) &&
      others.every(({ collected }) => sameNodes(first.collected, collected));
    return {
      typeName: named.name,
      abstract: true,
      fieldsByType,
      uniform: uniform ? this.#fields(named, first.collected) : selectsNothing ? [] : null,
    };
  }

  #collect(type: GraphQLObjectType, selectionSets: readonly SelectionSetNode[]): CollectedFields {
    const fields = new Map<string, FieldNode[]>();
    const visited = new Set<string>();
    for (const selectionSet of selectionSets) this.#collectInto(fields, type, { selectionSet, visited });
    return fields;
  }

  #collectInto(
    fields: Map<string, FieldNode[]>,
    type: GraphQLObjectType,
    { selectionSet, visited }: { readonly selectionSet: SelectionSetNode; readonly visited: Set<string> },
  ): void {
    const { fragments } = this.options;
    for (const selection of selectionSet.selections) {
      if (!isIncluded(selection, this.options.conditions)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const known = fields.get(key);
        if (known === undefined) fields.set(key, [selection]);
        else known.push(selection);
        continue;
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (!this.#applies(selection.typeCondition?.name.value, type)) continue;
        this.#collectInto(fields, type, { selectionSet: selection.selectionSet, visited });
        continue;
      }
      const name = selection.name.value;
      const fragment = fragments.get(name);
      if (fragment === undefined || visited.has(name)) continue;
      visited.add(name);
      if (!this.#applies(fragment.typeCondition.name.value, type)) continue;
      this.#collectInto(fields, type, { selectionSet: fragment.selectionSet, visited });
    }
  }

  #applies(typeCondition: string | undefined, type: GraphQLObjectType): boolean {
    if (typeCondition === undefined || typeCondition === type.name) return true;
    const { schema } = this.options;
    const condition = schema.getType(typeCondition);
    return isAbstractType(condition) && schema.isSubType(condition, type);
  }

  #fields(type: GraphQLObjectType | GraphQLInterfaceType, collected: CollectedFields): readonly FieldPlan[] {
    const definitions = type.getFields();
    return [...collected].flatMap(([responseKey, nodes]): readonly FieldPlan[] => {
      const fieldName = nodes[0]?.name.value ?? responseKey;
      if (fieldName === '__typename') return [{ kind: 'typename', responseKey }];
      if (fieldName === '__schema' || fieldName === '__type') return [{ kind: 'introspection', responseKey }];
      const definition = definitions[fieldName];
      if (definition === undefined) return [];
      const named = getNamedType(definition.type);
      const selectionSets = nodes.flatMap(({ selectionSet }) =>
        selectionSet === undefined ? [] : [selectionSet],
      );
      return [
        {
          kind: 'data',
          responseKey,
          planKey: this.options.planKey(responseKey, fieldName),
          fieldName,
          parentType: type.name,
          type: definition.type,
          named: isLeafType(named)
            ? { kind: 'leaf', type: named }
            : { kind: 'object', selection: this.plan(named, selectionSets) },
        },
      ];
    });
  }
}

type CollectedFields = ReadonlyMap<string, readonly FieldNode[]>;

/** Whether a type selects the very same fields, with the same types, as one that has been planned. */
function sameFields(
  other: { readonly collected: CollectedFields; readonly fields: readonly FieldPlan[] },
  collected: CollectedFields,
  type: GraphQLObjectType,
): boolean {
  if (!sameNodes(other.collected, collected)) return false;
  const definitions = type.getFields();
  return other.fields.every(
    (field) => field.kind !== 'data' || String(definitions[field.fieldName]?.type) === String(field.type),
  );
}

function sameNodes(one: CollectedFields, other: CollectedFields): boolean {
  if (one.size !== other.size) return false;
  const keys = one.keys();
  for (const [key, nodes] of other) {
    const known = one.get(key);
    if (keys.next().value !== key || known?.length !== nodes.length) return false;
    if (nodes.some((node, index) => node !== known[index])) return false;
  }
  return true;
}

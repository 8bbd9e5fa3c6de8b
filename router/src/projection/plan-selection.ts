import type {
  FragmentDefinitionNode,
  GraphQLInterfaceType,
  GraphQLNamedOutputType,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { getNamedType, isAbstractType, isInterfaceType, isLeafType, isObjectType } from 'graphql';
import type { CollectedFields } from '../planner/collect-fields.js';
import { collectFields } from '../planner/collect-fields.js';
import type { Conditions } from '../planner/is-included.js';
import { isIntrospectionField } from '../planner/is-introspection-field.js';
import { SelectionSetNumbers } from '../planner/selection-set-numbers.js';
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
  readonly #numbers = new SelectionSetNumbers();

  constructor(private readonly options: PlanSelectionOptions) {}

  plan(type: GraphQLOutputType, selectionSets: readonly SelectionSetNode[]): SelectionPlan {
    const named = getNamedType(type);
    const key = `${named.name} ${this.#numbers.keyOf(selectionSets)}`;
    let plan = this.#plans.get(key);
    if (plan === undefined) {
      plan = this.#plan(named, selectionSets);
      this.#plans.set(key, plan);
    }
    return plan;
  }

  #plan(named: GraphQLNamedOutputType, selectionSets: readonly SelectionSetNode[]): SelectionPlan {
    const { schema } = this.options;
    if (isObjectType(named)) {
      const fields = this.#fields(named, collectFields(named, selectionSets, this.options));
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
      const collected = collectFields(possible, selectionSets, this.options);
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

  #fields(type: GraphQLObjectType | GraphQLInterfaceType, collected: CollectedFields): readonly FieldPlan[] {
    const definitions = type.getFields();
    return [...collected].flatMap(([responseKey, nodes]): readonly FieldPlan[] => {
      const fieldName = nodes[0]?.name.value ?? responseKey;
      if (fieldName === '__typename') return [{ kind: 'typename', responseKey }];
      if (isIntrospectionField(fieldName)) return [{ kind: 'introspection', responseKey }];
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

import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLObjectType,
  GraphQLOutputType,
  SelectionSetNode,
} from 'graphql';
import { getNamedType, isAbstractType, isCompositeType, isListType, isNonNullType } from 'graphql';
import { collectFields } from '../planner/collect-fields.js';
import type { Conditions } from '../planner/is-included.js';
import { SelectionSetNumbers } from '../planner/selection-set-numbers.js';
import type { Amount } from './amount.js';
import { amountKey, AmountProgram } from './amount.js';
import type { CostModel } from './cost-model.js';
import type { FieldCost, ObjectCost, PlaceCost } from './cost-tree.js';
import { listSize } from './list-size.js';

export interface CostCompilerOptions {
  readonly model: CostModel;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The values of the variables on which `@skip` and `@include` depend. */
  readonly conditions: Conditions;
}

/** Thrown when it would take too long to say what an operation costs. */
export class TooComplexError extends Error {
  constructor() {
    super('The operation is too complex for an estimate.');
    this.name = 'TooComplexError';
  }
}

/**
 * Fields are merged as an execution merges them, and selections that are the same on the same type are compiled once,
 * however often fragments repeat them. Fragments can still be made to merge in exponentially many ways; hence a limit,
 * of some 30 ms. It leaves room for 1,000 objects and more of different selections.
 */
const MAX_WORK = 80_000;
/** What one type of one place takes; to look at a selection takes 1. */
const OBJECT_WORK = 50;

/** How many items lists have that hang below a field with `sizedFields`, by field name. */
interface SizedFields {
  readonly names: readonly string[];
  readonly size: Amount;
}

/** Where objects stand. */
interface Place {
  readonly types: readonly GraphQLObjectType[];
  readonly selectionSets: readonly SelectionSetNode[];
  /** In place of the types' weights. */
  readonly weight: number | undefined;
  readonly sized: SizedFields | undefined;
}

/** Makes the cost tree of one operation. */
export class CostCompiler {
  readonly program = new AmountProgram();
  /** Variables that amounts depend on. */
  readonly variables = new Set<string>();
  readonly #places = new Map<string, PlaceCost>();
  readonly #objects = new Map<string, ObjectCost>();
  readonly #selectionSets = new SelectionSetNumbers();
  readonly #collect;
  #done = 0;

  constructor(private readonly options: CostCompilerOptions) {
    const { model, fragments, conditions } = options;
    this.#collect = {
      schema: model.schema,
      fragments,
      conditions,
      step: () => {
        this.#work(1);
      },
    };
  }

  /**
   * What an object costs that has one of these types.
   * @param weight Of the object itself, in place of its type's weight.
   * @throws {TooComplexError} Thrown when it would take too long.
   */
  place(
    types: readonly GraphQLObjectType[],
    selectionSets: readonly SelectionSetNode[],
    weight?: number,
  ): PlaceCost {
    return this.#place({ types, selectionSets, weight, sized: undefined });
  }

  #place(place: Place): PlaceCost {
    const { types, sized } = place;
    const key = [
      types.length === 1 ? (types[0]?.name ?? '') : types.map(({ name }) => name).join('|'),
      this.#selectionSets.keyOf(place.selectionSets),
      place.weight ?? '',
      sized === undefined ? '' : `${sized.names.join(',')}=${amountKey(sized.size)}`,
    ].join(' ');
    const known = this.#places.get(key);
    if (known !== undefined) return known;

    const byType = new Map(types.map((type) => [type.name, this.#object(type, place)]));
    const distinct = [...new Set(byType.values())];
    const estimate = this.program.max(distinct.map((object) => object.estimate));
    const made: PlaceCost = { id: this.#places.size, byType, distinct, estimate };
    this.#places.set(key, made);
    return made;
  }

  #object(type: GraphQLObjectType, { types, selectionSets, weight, sized }: Place): ObjectCost {
    this.#work(OBJECT_WORK);
    const collected = collectFields(type, selectionSets, this.#collect);
    const ownWeight = weight ?? this.options.model.typeWeight(type.name) ?? 1;
    let typenameKey: string | undefined;
    const fields: FieldCost[] = [];
    for (const [responseKey, nodes] of collected) {
      const [node] = nodes;
      if (node === undefined) continue;
      if (node.name.value === '__typename') typenameKey ??= responseKey;
      const definition = type.getFields()[node.name.value];
      // Introspection costs nothing: the router answers it from what it holds.
      if (definition === undefined) continue;
      const field = this.#field(type, definition, { responseKey, nodes, node, sized });
      if (field.estimate !== 0 || field.place !== undefined) fields.push(field);
    }
    const responseKeys = [...collected.keys()];
    const make = (): ObjectCost => {
      const estimate = this.program.sum([ownWeight, ...fields.map((field) => field.estimate)]);
      return { weight: ownWeight, responseKeys, typenameKey, fields, estimate };
    };
    if (types.length === 1) return make();

    // Possible types of an abstract type mostly differ in nothing that matters.
    const key = [ownWeight, responseKeys.join(','), typenameKey ?? '', ...fields.map(describeField)].join(
      ' ',
    );
    const object = this.#objects.get(key) ?? make();
    this.#objects.set(key, object);
    return object;
  }

  #field(
    parent: GraphQLObjectType,
    definition: GraphQLField<unknown, unknown>,
    {
      responseKey,
      nodes,
      node,
      sized,
    }: {
      readonly responseKey: string;
      readonly nodes: readonly FieldNode[];
      readonly node: FieldNode;
      readonly sized: SizedFields | undefined;
    },
  ): FieldCost {
    const { model } = this.options;
    const { program } = this;
    const fieldName = definition.name;
    const coordinate = `${parent.name}.${fieldName}`;
    const useVariable = (name: string) => this.variables.add(name);
    const { listLevels, neverNull, named } = unwrap(definition.type);
    const argumentCost = model.argumentCosts.costOf(
      { definition, given: node.arguments ?? [], coordinate },
      { program, useVariable },
    );

    const rule = model.listSizeRule(parent, fieldName);
    const isSized = sized?.names.includes(fieldName) === true;
    const ownSize =
      rule === undefined && (listLevels === 0 || isSized)
        ? 1
        : listSize(
            rule,
            { definition, node },
            { program, defaultSize: model.listSize, coordinate, useVariable },
          );
    const size = isSized ? sized.size : ownSize;

    const weight = model.fieldWeight(parent.name, fieldName);
    const leafWeight = isCompositeType(named) ? 0 : (weight ?? model.typeWeight(named.name) ?? 0);
    const place = isCompositeType(named)
      ? this.#place({
          types: isAbstractType(named) ? model.schema.getPossibleTypes(named) : [named],
          selectionSets: nodes.flatMap(({ selectionSet }) =>
            selectionSet === undefined ? [] : [selectionSet],
          ),
          weight,
          sized:
            rule === undefined || rule.sizedFields.length === 0
              ? undefined
              : { names: rule.sizedFields, size: ownSize },
        })
      : undefined;

    let values: Amount = place?.estimate ?? leafWeight;
    for (let level = 0; level < listLevels; level++) values = program.multiply(size, values);
    const estimate = program.sum([argumentCost, values]);
    return { responseKey, fieldName, argumentCost, listLevels, size, neverNull, leafWeight, place, estimate };
  }

  #work(amount: number): void {
    this.#done += amount;
    if (this.#done > MAX_WORK) throw new TooComplexError();
  }
}

/** Equal for fields that cost the same for all requests. */
function describeField({
  responseKey,
  argumentCost,
  listLevels,
  size,
  neverNull,
  leafWeight,
  place,
}: FieldCost): string {
  return [
    responseKey,
    amountKey(argumentCost),
    listLevels,
    amountKey(size),
    neverNull,
    leafWeight,
    place?.id ?? '',
  ].join(':');
}

function unwrap(type: GraphQLOutputType) {
  let listLevels = 0;
  let neverNull = true;
  let inner = type;
  for (;;) {
    if (isNonNullType(inner)) inner = inner.ofType;
    else neverNull = false;
    if (!isListType(inner)) return { listLevels, neverNull, named: getNamedType(inner) };
    listLevels += 1;
    inner = inner.ofType;
  }
}

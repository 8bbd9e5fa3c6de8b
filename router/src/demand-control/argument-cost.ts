import type {
  ArgumentNode,
  GraphQLField,
  GraphQLInputObjectType,
  GraphQLInputType,
  ValueNode,
} from 'graphql';
import {
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  Kind,
  valueFromAST,
  visit,
} from 'graphql';
import type { Amount, AmountProgram } from './amount.js';
import { addCosts } from './amount.js';
import type { CostDirectives } from './cost-directives.js';

/** What an input object costs by itself, unless its argument or field has a weight. */
const INPUT_OBJECT_WEIGHT = 1;

export interface ArgumentCostContext {
  readonly program: AmountProgram;
  /** Told which variables the cost depends on. */
  readonly useVariable: (name: string) => void;
}

/** What the values of arguments cost. */
export class ArgumentCosts {
  /** Whether values of the named type can cost something. */
  readonly #costly = new Map<string, boolean>();

  constructor(private readonly directives: CostDirectives) {}

  /** The cost of the arguments that the client gives to a field; items of lists count each, null nothing. */
  costOf(
    field: {
      readonly definition: GraphQLField<unknown, unknown>;
      readonly given: readonly ArgumentNode[];
      /** `Type.field`. */
      readonly coordinate: string;
    },
    { program, useVariable }: ArgumentCostContext,
  ): Amount {
    if (field.given.length === 0) return 0;
    return program.sum(
      field.given.map(({ name, value }): Amount => {
        const type = field.definition.args.find((argument) => argument.name === name.value)?.type;
        if (type === undefined) return 0;
        const weight = this.directives.argumentWeights.get(`${field.coordinate}.${name.value}`);
        if (weight === undefined && !this.#canCost(type)) return 0;
        const variables = variablesOf(value);
        if (variables.length === 0) return this.#score(valueFromAST(value, type), type, weight);
        variables.forEach(useVariable);
        return program.compute((source) =>
          this.#score(valueFromAST(value, type, source.variables), type, weight),
        );
      }),
    );
  }

  #score(value: unknown, type: GraphQLInputType, ownWeight: number | undefined): number {
    if (value == null) return 0;
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      if (!Array.isArray(value)) return this.#score(value, nullable.ofType, ownWeight);
      return value.reduce<number>(
        (sum, item) => addCosts(sum, this.#score(item, nullable.ofType, ownWeight)),
        0,
      );
    }
    if (!isInputObjectType(nullable))
      return Math.max(ownWeight ?? this.directives.typeWeights.get(nullable.name) ?? 0, 0);
    return addCosts(Math.max(ownWeight ?? INPUT_OBJECT_WEIGHT, 0), this.#scoreFields(value, nullable));
  }

  #scoreFields(value: unknown, type: GraphQLInputObjectType): number {
    if (typeof value !== 'object' || value === null) return 0;
    let sum = 0;
    for (const [name, inner] of Object.entries(value)) {
      const field = type.getFields()[name];
      if (field === undefined) continue;
      sum = addCosts(
        sum,
        this.#score(inner, field.type, this.directives.fieldWeights.get(`${type.name}.${name}`)),
      );
    }
    return sum;
  }

  /** Input objects always cost; a leaf does when its type has a weight. */
  #canCost(type: GraphQLInputType): boolean {
    const named = getNamedType(type);
    let known = this.#costly.get(named.name);
    if (known === undefined) {
      known = isInputObjectType(named) || this.directives.typeWeights.has(named.name);
      this.#costly.set(named.name, known);
    }
    return known;
  }
}

function variablesOf(value: ValueNode): readonly string[] {
  const names: string[] = [];
  visit(value, {
    [Kind.VARIABLE]: (node) => {
      names.push(node.name.value);
    },
  });
  return names;
}

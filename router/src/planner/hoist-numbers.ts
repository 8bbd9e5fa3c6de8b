import type {
  ConstValueNode,
  DocumentNode,
  GraphQLInputType,
  GraphQLSchema,
  ValueNode,
  VariableDefinitionNode,
  VariableNode,
} from 'graphql';
import {
  getNullableType,
  isListType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  parseType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { isExactNumber } from '../json/is-exact-number.js';
import { literalValue } from './literal-value.js';
import { variablesIn } from './variables-in.js';

export interface HoistedNumbers {
  /** The document with variables in place of literals; each operation declares all of them. */
  readonly document: DocumentNode;
  /** The values of these variables, by name, as they are sent. */
  readonly constants: Readonly<Record<string, unknown>>;
}

/**
 * @param document Valid against the API schema.
 * @param source Its text, or at least all numbers of it.
 * @returns `null` when there is nothing to hoist.
 */
export type HoistNumbers = (document: DocumentNode, source: string) => HoistedNumbers | null;

/**
 * Planners keep numbers in 64 bits: longer ones they round, or refuse. So a literal with such a number becomes a variable,
 * whose value passes by them: what a client wrote for a custom scalar is sent as it is, an `ID` as a string.
 *
 * A literal that holds a variable of the client beside a long number is left to the planner.
 */
export function createHoistNumbers(apiSchema: GraphQLSchema): HoistNumbers {
  return (document, source) => {
    if (!MAY_BE_LONG.test(source)) return null;
    const hoister = new Hoister(variablesIn(document));
    const typeInfo = new TypeInfo(apiSchema);
    const hoist = (node: ValueNode) => {
      // Inside of a list, the type is that of its items already.
      const type = node.kind === Kind.LIST ? typeInfo.getParentInputType() : typeInfo.getInputType();
      return type == null ? undefined : hoister.hoist(node, type);
    };
    const changed = visit(
      document,
      visitWithTypeInfo(typeInfo, {
        // The engine sends a default where the client sends nothing: what planners see of it does not matter.
        VariableDefinition(definition) {
          const { defaultValue } = definition;
          if (defaultValue === undefined || !hasLongNumber(defaultValue)) return false;
          return { ...definition, defaultValue: shortened(defaultValue) };
        },
        IntValue: hoist,
        FloatValue: hoist,
        ListValue: hoist,
        ObjectValue: hoist,
      }),
    );
    if (changed === document) return null;
    return { document: declare(changed, hoister.definitions), constants: hoister.constants };
  };
}

/** Whether a text may have such a number: 16 digits, or an exponent of three. */
const MAY_BE_LONG = /[\d.]{16}|[eE][+-]?\d{3}/;

class Hoister {
  readonly definitions: VariableDefinitionNode[] = [];
  readonly constants = Object.create(null) as Record<string, unknown>;
  /** By type and value: equal fields must stay equal, or they could not be merged. */
  readonly #known = new Map<string, VariableNode>();

  /** @param taken Names of the document's own variables. */
  constructor(private readonly taken: ReadonlySet<string>) {}

  /** @returns What stands in place of the literal; `undefined` when it stays. */
  hoist(node: ValueNode, inputType: GraphQLInputType): ValueNode | undefined {
    const type = getNullableType(inputType);
    if (isListType(type) && node.kind !== Kind.LIST) {
      // A single value stands for a list of it, but a variable does not.
      const item = this.hoist(node, type.ofType);
      return item === undefined ? undefined : { kind: Kind.LIST, values: [item] };
    }
    if (!isScalarType(type) || (isSpecifiedScalarType(type) && type.name !== 'ID')) return undefined;
    if (!isConstant(node) || !hasLongNumber(node)) return undefined;
    const value = type.name === 'ID' && node.kind === Kind.INT ? node.value : literalValue(node, 'rewritten');
    const key = `${type.name} ${JSON.stringify(value)}`;
    let variable = this.#known.get(key);
    if (variable === undefined) {
      variable = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: this.#freeName() } };
      this.#known.set(key, variable);
      this.constants[variable.name.value] = value;
      // Never null, so that it may stand wherever the literal stood.
      const nonNull = parseType(`${type.name}!`, { noLocation: true });
      this.definitions.push({ kind: Kind.VARIABLE_DEFINITION, variable, type: nonNull });
    }
    return variable;
  }

  #freeName(): string {
    let number = this.definitions.length;
    while (this.taken.has(`_number${number}`)) number += 1 + this.taken.size;
    return `_number${number}`;
  }
}

function isConstant(node: ValueNode): node is ConstValueNode {
  return node.kind !== Kind.VARIABLE && valuesIn(node).every(isConstant);
}

function hasLongNumber(node: ConstValueNode): boolean {
  const isNumber = node.kind === Kind.INT || node.kind === Kind.FLOAT;
  return isNumber ? !isExactNumber(node.value) : valuesIn(node).some(hasLongNumber);
}

/** What a list or an object holds. */
function valuesIn<T extends ValueNode>(node: T): readonly T[] {
  if (node.kind === Kind.LIST) return node.values as readonly T[];
  return node.kind === Kind.OBJECT ? node.fields.map(({ value }) => value as T) : [];
}

/** The same with zeros in place of long numbers. */
function shortened(node: ConstValueNode): ConstValueNode {
  const short = (number: { readonly value: string }) =>
    isExactNumber(number.value) ? undefined : { kind: Kind.INT, value: '0' };
  return visit(node, { IntValue: short, FloatValue: short });
}

function declare(document: DocumentNode, added: readonly VariableDefinitionNode[]): DocumentNode {
  return {
    ...document,
    definitions: document.definitions.map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? { ...definition, variableDefinitions: [...(definition.variableDefinitions ?? []), ...added] }
        : definition,
    ),
  };
}

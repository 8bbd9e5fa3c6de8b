import type { GraphQLInputType } from 'graphql';
import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  isScalarType,
} from 'graphql';
import type { Random } from '../../harness/random.js';

const INTS = ['0', '1', '2', '-1', '3', '2147483647'];
const FLOATS = ['0', '1.5', '-2.25', '1e3', '7', '0.1'];
const STRINGS = [
  '',
  'x',
  'two words',
  '"quoted" \\ back',
  'Zoë 漢字 👩‍👩‍👧',
  'line\nbreak',
  '$notAVariable',
  '}{',
];
const NUMBERS = [
  '0',
  '-1.5',
  '1.0',
  '1e3',
  '123456789012345',
  '12345678901234567890',
  '-0.1234567890123456789',
  '1e400',
];
const JSON_LITERALS = [
  '1',
  '"text"',
  '[1, 2.5, [null]]',
  '{a: 1, b: {c: [true]}}',
  'true',
  '123456789012345',
  '{long: [12345678901234567890, 1.0], e: -1.5e-300}',
];
const JSON_VALUES: readonly unknown[] = [
  1,
  'text',
  [1, 2.5, [null]],
  { a: 1, 'b c': { c: [true] } },
  false,
  {},
];

/** Gives a place in a literal a variable, or `undefined` to have a literal there. */
export type OfferVariable = (type: GraphQLInputType, hasDefault: boolean) => string | undefined;

/** A random literal of a type. */
export function inputLiteral(type: GraphQLInputType, random: Random, offer: OfferVariable): string {
  const variable = offer(type, false);
  if (variable !== undefined) return variable;
  if (isNonNullType(type)) return presentLiteral(type.ofType, random, offer);
  return random.chance(0.15) ? 'null' : presentLiteral(type, random, offer);
}

function presentLiteral(type: GraphQLInputType, random: Random, offer: OfferVariable): string {
  if (isNonNullType(type)) return presentLiteral(type.ofType, random, offer);
  if (isListType(type)) {
    // A single value stands for a list of it (https://spec.graphql.org/October2021/#sec-List.Input-Coercion).
    if (random.chance(0.15)) return presentLiteral(type.ofType, random, () => undefined);
    return `[${Array.from({ length: random.below(3) }, () => inputLiteral(type.ofType, random, offer)).join(', ')}]`;
  }
  if (isEnumType(type)) return random.pick(type.getValues()).name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields())
      .filter((field) => isRequiredInputField(field) || random.chance(0.4))
      .map((field) => `${field.name}: ${inputLiteral(field.type, shallower(random), offer)}`);
    return `{${fields.join(', ')}}`;
  }
  if (!isScalarType(type)) throw new Error('No other input type exists.');
  switch (type.name) {
    case 'Int':
      return random.pick(INTS);
    case 'Float':
      return random.pick(FLOATS);
    case 'Boolean':
      return String(random.chance(0.5));
    case 'ID':
      return random.chance(0.5) ? JSON.stringify(`id-${random.below(9)}`) : String(random.below(9));
    case 'BigNumber':
      return random.pick(NUMBERS);
    case 'JSON':
      return random.pick(JSON_LITERALS);
    default: {
      const text = random.pick(STRINGS);
      return random.chance(0.1) && !/["\\]/.test(text) ? `"""${text}"""` : JSON.stringify(text);
    }
  }
}

/** A random value for a variable of a type. */
export function inputValue(type: GraphQLInputType, random: Random): unknown {
  if (isNonNullType(type)) return presentValue(type.ofType, random);
  return random.chance(0.15) ? null : presentValue(type, random);
}

function presentValue(type: GraphQLInputType, random: Random): unknown {
  if (isNonNullType(type)) return presentValue(type.ofType, random);
  if (isListType(type)) {
    if (random.chance(0.15)) return presentValue(type.ofType, random);
    return Array.from({ length: random.below(3) }, () => inputValue(type.ofType, random));
  }
  if (isEnumType(type)) return random.pick(type.getValues()).name;
  if (isInputObjectType(type)) {
    return Object.fromEntries(
      Object.values(type.getFields())
        .filter((field) => isRequiredInputField(field) || random.chance(0.4))
        .map((field) => [field.name, inputValue(field.type, shallower(random))]),
    );
  }
  if (!isScalarType(type)) throw new Error('No other input type exists.');
  switch (type.name) {
    case 'Int':
      return Number(random.pick(INTS));
    case 'Float':
      return Number(random.pick(FLOATS));
    case 'Boolean':
      return random.chance(0.5);
    case 'ID':
      return random.chance(0.5) ? `id-${random.below(9)}` : random.below(9);
    case 'BigNumber':
      // The text of a variable's number is lost where a request's body is parsed.
      return random.below(100) / 4;
    case 'JSON':
      return random.pick(JSON_VALUES);
    default:
      return random.pick(STRINGS);
  }
}

/** The same stream with luck running out, so that input objects inside input objects come to an end. */
function shallower(random: Random): Random {
  return { ...random, chance: (probability) => random.chance(probability * 0.7) };
}

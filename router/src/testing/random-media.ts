import type { GraphQLOutputType } from 'graphql';
import {
  buildSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { rawJson } from '../json/raw-json.js';
import type { SeededRandom } from './seeded-random.js';

/** Types in which null is allowed here and forbidden there, with lists of all kinds. */
export const MEDIA_SDL = `
  scalar _Any
  scalar JSON
  enum Colour { RED BLUE }
  union _Entity = Book | Film
  union Any = Book | Film
  interface Media { id: ID! title: String colour: Colour price: Float next: Media books: [Book!] grid: [[Media]!]
    any: Any json: JSON count: Int flag: Boolean }
  type Query { media: Media list: [Media!]! holes: [Media] book: Book any: Any grid: [[Film!]] }
  type Book implements Media { id: ID! title: String! colour: Colour price: Float! next: Media books: [Book!]
    grid: [[Media]!] any: Any json: JSON! count: Int flag: Boolean! pages: Int! }
  type Film implements Media { id: ID! title: String colour: Colour! price: Float next: Film books: [Book!]!
    grid: [[Media]!]! any: Any! json: JSON count: Int! flag: Boolean minutes: Int }
`;
export const MEDIA_SCHEMA = buildSchema(MEDIA_SDL);

/** The root's fields, and the paths to their objects as plans have them. */
export const MEDIA_PATHS: Readonly<Record<string, string>> = {
  media: 'media',
  list: 'list.@',
  holes: 'holes.@',
  book: 'book',
  any: 'any',
  grid: 'grid.@.@',
};

/** What is selected of an object: by name, with the type of the fragment that it is in; leaves have no fields. */
export type RandomFields = ReadonlyMap<string, RandomField>;

interface RandomField {
  readonly fields: RandomFields | null;
  readonly on: string | null;
}

const LEAVES = ['id', 'title', 'colour', 'price', 'json', 'count', 'flag'];
const OBJECTS = ['next', 'books', 'grid', 'any'];

export function randomFields(random: SeededRandom, depth: number): RandomFields {
  const fields = new Map<string, RandomField>();
  const on = () => random.pick([null, null, 'Media', 'Book', 'Film']);
  for (const leaf of LEAVES) if (random.chance(0.4)) fields.set(leaf, { fields: null, on: on() });
  if (random.chance(0.3)) fields.set('pages', { fields: null, on: 'Book' });
  if (random.chance(0.3)) fields.set('minutes', { fields: null, on: 'Film' });
  for (const name of OBJECTS) {
    if (depth > 0 && random.chance(0.35))
      fields.set(name, { fields: randomFields(random, depth - 1), on: on() });
  }
  if (fields.size === 0 || random.chance(0.3)) fields.set('__typename', { fields: null, on: null });
  return fields;
}

/** @param options.askTypes Whether every object is asked for its type, as planners do it. */
export function writeFields(
  fields: RandomFields,
  { isUnion, askTypes }: { readonly isUnion: boolean; readonly askTypes: boolean },
): string {
  const selections = [...fields].map(([name, { fields: inside, on }]) => {
    const below = { isUnion: name === 'any', askTypes };
    const field = inside === null ? name : `${name} { ${writeFields(inside, below)} }`;
    const condition = on ?? (isUnion && name !== '__typename' ? 'Media' : null);
    return condition === null ? field : `... on ${condition} { ${field} }`;
  });
  return `${askTypes ? '__typename ' : ''}${selections.join(' ')}`;
}

export interface ValueFaults {
  /** How often a value is wrong, null or missing where it must not be. */
  readonly rate: number;
  /** Whether objects, lists and type names may be wrong, too. */
  readonly shapes: boolean;
  /** Whether there are numbers that must be kept as text. */
  readonly longNumbers: boolean;
}

const WRONG_LEAVES = [null, undefined, 'x', 7, 1.5, true, {}, []];
const WRONG_SHAPES = [null, undefined, 'x', 7, true, {}, [], [null], { __typename: 'Nobody' }];

/** A value of a type, or not. */
export function randomValue(
  random: SeededRandom,
  type: GraphQLOutputType,
  about: { readonly fields: RandomFields | null; readonly faults: ValueFaults },
): unknown {
  if (random.chance(about.faults.rate)) {
    if (isLeafType(isNonNullType(type) ? type.ofType : type)) return random.pick(WRONG_LEAVES);
    return random.pick(about.faults.shapes ? WRONG_SHAPES : [null, undefined]);
  }
  if (isNonNullType(type)) return validValue(random, type.ofType, about);
  return random.chance(0.1) ? null : validValue(random, type, about);
}

function validValue(
  random: SeededRandom,
  type: GraphQLOutputType,
  about: Parameters<typeof randomValue>[2],
): unknown {
  if (isListType(type)) {
    const items = Array.from({ length: random.below(4) }, () => randomValue(random, type.ofType, about));
    return items.map((item) => (item === undefined ? null : item));
  }
  const named = getNamedType(type);
  if (isLeafType(named)) return validLeaf(random, named.name, about.faults);
  return randomObject(random, isObjectType(named) ? named.name : random.pick(['Book', 'Film']), about);
}

function validLeaf(random: SeededRandom, typeName: string, { rate, longNumbers }: ValueFaults): unknown {
  const long = (text: string) => (longNumbers ? [rawJson(text)] : []);
  switch (typeName) {
    case 'ID':
      // Valid, but more than the fast way does.
      return random.pick<unknown>(['a', 'b', 5, ...(rate === 0 ? [] : long('12345678901234567890'))]);
    case 'String':
      return random.pick(['', 'é"\n']);
    case 'Colour':
      return random.pick(['RED', 'BLUE']);
    case 'Float':
      return random.pick<unknown>([0, 1.5, 7, ...long('1.0')]);
    case 'Int':
      return random.below(100) - 50;
    case 'Boolean':
      return random.chance(0.5);
    default:
      return random.pick<unknown>([{ a: [1] }, 'x', 0, false, ...long('1e400')]);
  }
}

export function randomObject(
  random: SeededRandom,
  typeName: string,
  about: { readonly fields: RandomFields | null; readonly faults: ValueFaults },
): object {
  const { rate, shapes } = about.faults;
  const isWrong = shapes && random.chance(rate);
  const object: Record<string, unknown> = {
    __typename: isWrong ? random.pick(['Media', 'Nobody', null, 3]) : typeName,
  };
  const type = MEDIA_SCHEMA.getType(typeName);
  for (const [name, { fields, on }] of about.fields ?? []) {
    if (name === '__typename' || (on !== null && on !== 'Media' && on !== typeName)) continue;
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
    if (field !== undefined) object[name] = randomValue(random, field.type, { fields, faults: about.faults });
  }
  return object;
}

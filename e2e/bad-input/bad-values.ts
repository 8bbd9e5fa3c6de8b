import { randomUUID } from 'node:crypto';
import type { GraphQLInputType } from 'graphql';
import { getNullableType, isEnumType, isInputObjectType, isListType } from 'graphql';

const LONG = 10_000;

const BAD_TEXTS: readonly unknown[] = [
  '',
  'x'.repeat(LONG),
  '\u0000',
  'Office\u0000Chair',
  '\ud800',
  'Chair \udc00\ud800',
  '😀',
  '\u001b[31m\r\n\u0007\u202e',
  "'; DROP TABLE products; --",
  '%_\\',
  42,
  true,
  { text: 'x' },
];

const BAD_IDS: readonly unknown[] = [
  '',
  'not-a-uuid',
  randomUUID(),
  randomUUID().toUpperCase(),
  `{${randomUUID()}}`,
  `${randomUUID()}\u0000`,
  `${randomUUID()} `,
  '\u0000',
  '\ud800',
  '😀',
  'x'.repeat(LONG),
  7,
  2 ** 53,
  true,
  { id: randomUUID() },
];

const BAD_SCALARS: Readonly<Record<string, readonly unknown[]>> = {
  String: BAD_TEXTS,
  ID: BAD_IDS,
  Int: [-1, 0, 101, 2147483647, -2147483648, 2147483648, 1.5, '1', true, {}],
  Float: [-1, 0, 1e308, -1e308, 5e-324, '1', true, {}],
  Boolean: ['true', 1, {}],
  Decimal: [
    'NaN',
    'Infinity',
    '1e5',
    '-0.00',
    '0',
    '-1.00',
    '0.001',
    '1.23456',
    '9999999999999',
    '99999999999999',
    '1'.repeat(LONG),
    '',
    'twelve',
    '1\u0000',
    1e21,
    true,
    {},
  ],
  DateTimeISO: [
    '',
    'yesterday',
    '2024-02-30T00:00:00Z',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
    '+275760-09-13T00:00:00.000Z',
    '-000001-01-01T00:00:00Z',
    '2024-01-01T00:00:00Z\u0000',
    0,
    true,
    {},
  ],
  JSONObject: [
    { text: 'a\u0000b' },
    { 'a\u0000b': 1 },
    { text: '\ud800' },
    { list: [{ text: '\u0000' }] },
    { big: 1e308, text: 'x'.repeat(LONG) },
    nested(500),
    JSON.parse('{ "__proto__": { "polluted": true }, "constructor": 1 }'),
    [],
    'text',
    1,
  ],
};

function nested(depth: number): object {
  return depth === 0 ? {} : { in: nested(depth - 1) };
}

/** Makes the value that a field takes in ordinary use; the path begins with the argument. */
export type MakeGood = (path: readonly string[], type: GraphQLInputType) => unknown;

export interface BadCase {
  /** Where the bad value stands, such as `input.name`. */
  readonly path: readonly string[];
  readonly value: unknown;
  /** The whole argument with the bad value in it. */
  readonly argument: unknown;
}

/** The argument with good values, and its variants with one bad value each. */
export function badCases(
  path: readonly string[],
  type: GraphQLInputType,
  makeGood: MakeGood,
  cursors: readonly string[],
): BadCase[] {
  return badValues(path, type, makeGood, cursors).map(({ at, value }) => ({
    path: at,
    value,
    argument: withValue(goodValue(path, type, makeGood), at.slice(path.length), value),
  }));
}

/** A good value of the type: all fields of an input object, not only the required ones. */
export function goodValue(path: readonly string[], type: GraphQLInputType, makeGood: MakeGood): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [goodValue(path, nullable.ofType, makeGood)];
  if (!isInputObjectType(nullable)) return makeGood(path, type);
  return Object.fromEntries(
    Object.values(nullable.getFields()).map((field) => [
      field.name,
      goodValue([...path, field.name], field.type, makeGood),
    ]),
  );
}

interface BadValue {
  readonly at: readonly string[];
  readonly value: unknown;
}

/** In place of a value: the field is not there at all. */
export const ABSENT = Symbol('absent');

function badValues(
  path: readonly string[],
  type: GraphQLInputType,
  makeGood: MakeGood,
  cursors: readonly string[],
): BadValue[] {
  const nullable = getNullableType(type);
  const here = (values: readonly unknown[]) =>
    [null, ABSENT, ...values].map((value) => ({ at: path, value }));
  if (isListType(nullable)) {
    const many = Array(1000).fill(goodValue(path, nullable.ofType, makeGood));
    const items = badValues([...path, '0'], nullable.ofType, makeGood, cursors);
    return [...here([[], [null], many, 1]), ...items];
  }
  if (isInputObjectType(nullable)) {
    const fields = Object.values(nullable.getFields()).flatMap((field) =>
      badValues([...path, field.name], field.type, makeGood, cursors),
    );
    return [...here([{}, [], 'text', 1, { unknownField: 1 }]), ...fields];
  }
  if (isEnumType(nullable)) return here(['NO_SUCH_VALUE', '', 'constructor', 1, {}]);
  const name = path.at(-1);
  if (name === 'after' && cursors.length > 0) return here(cursors);
  // Read by the same code as "after".
  if (name === 'before' && cursors.length > 0) return here(cursors.slice(-12));
  // Read by the same code as "first".
  if (name === 'last') return here([0, -1, 101, '1']);
  const scalar = BAD_SCALARS[nullable.name];
  if (scalar === undefined) throw new Error(`Bad values of the scalar ${nullable.name} are not known.`);
  return here(scalar);
}

/** A copy of an argument with another value at a path inside it. */
function withValue(argument: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(argument)) return argument.map((item) => withValue(item, rest, value));
  const { [key]: inner, ...others } = argument as Record<string, unknown>;
  const changed = withValue(inner, rest, value);
  return changed === ABSENT ? others : { ...others, [key]: changed };
}

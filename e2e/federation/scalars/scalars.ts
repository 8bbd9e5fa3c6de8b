import { GraphQLScalarType } from 'graphql';
import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const any = new GraphQLScalarType({
  name: 'Json',
  serialize: (value) => value,
  parseValue: (value) => value,
});

const UNICODE = 'Zoë 🦄 \u2028 \u2029 \u0000 \u001f " \\ / \b \f \n \r \t \ud83d\ude00 ﷽ e\u0301';
const LONG = 'ä"\\'.repeat(50_000);
const TRICKY = {
  __typename: 'NotAType',
  id: 'x',
  nested: { list: [[], {}, [null], { '': 0 }], constructor: 1, toString: null },
  'key with "quotes" \\ and ünï': true,
};

const KEYS = [
  '1',
  1,
  1.5,
  true,
  'true',
  '',
  UNICODE,
  { a: [1, { b: null }] },
  [1, [2]],
  'null',
  '"',
  '\\',
  '__proto__',
];

const values = subgraph(
  `
  scalar Json
  scalar Big
  type Query { json(name: String!): Json big: Big bigs: [Big] int: Int float(of: String!): Float id: ID string(name: String): String boolean: Boolean items: [Item!]! }
  type Item @key(fields: "code") { code: Json! json: Json }
`,
  {
    Json: any,
    Query: {
      json: (_: unknown, { name }: { name: string }) =>
        ({
          object: TRICKY,
          list: [1, 'a', null, { b: [] }],
          string: '12',
          number: -1.5e-7,
          bool: false,
          empty: '',
        })[name],
      big: () => '12345678901234567890',
      bigs: () => ['1', 2, '03', '1e3', '-0'],
      int: () => -2147483648,
      float: (_: unknown, { of }: { of: string }) => Number(of),
      id: () => 42,
      string: (_: unknown, { name }: { name?: string }) =>
        name === 'long' ? LONG : name === 'empty' ? '' : UNICODE,
      boolean: () => false,
      items: () => KEYS.map((code) => ({ code })),
    },
  },
);

const keyed = subgraph(
  `
  scalar Json
  type Item @key(fields: "code") { code: Json! seen: String! }
`,
  { Json: any, Item: { seen: ({ code }: { code: unknown }) => JSON.stringify(code) } },
);

/** Leaf values on their way from subgraphs to clients, and through keys. */
export const scalars = defineBehaviour({
  title: 'a leaf value',
  subgraphs: { values, keyed },
  cases: [
    {
      title: 'of a custom scalar may be an object, whatever its keys are called',
      query: '{ json(name: "object") }',
      data: { json: TRICKY },
    },
    {
      title: 'of a custom scalar may be anything else',
      query:
        '{ list: json(name: "list") string: json(name: "string") number: json(name: "number") bool: json(name: "bool") empty: json(name: "empty") nothing: json(name: "nothing") }',
      data: {
        list: [1, 'a', null, { b: [] }],
        string: '12',
        number: -1.5e-7,
        bool: false,
        empty: '',
        nothing: null,
      },
    },
    {
      title: 'that looks like a number stays a string, and a number a number',
      query: '{ big bigs id int }',
      data: { big: '12345678901234567890', bigs: ['1', 2, '03', '1e3', '-0'], id: '42', int: -2147483648 },
    },
    {
      title: 'of a Float may be whole, tiny, huge and negative',
      query:
        '{ a: float(of: "1") b: float(of: "1e-300") c: float(of: "1.7976931348623157e308") d: float(of: "-0.1") e: float(of: "1e21") f: float(of: "9007199254740993") }',
      data: { a: 1, b: 1e-300, c: 1.7976931348623157e308, d: -0.1, e: 1e21, f: 9007199254740992 },
    },
    {
      title: 'that is false, zero or empty is not null',
      query: '{ boolean zero: float(of: "0") string(name: "empty") }',
      data: { boolean: false, zero: 0, string: '' },
    },
    {
      title: 'of a string may hold every character',
      query: '{ string }',
      data: { string: UNICODE },
    },
    {
      title: 'of a string may be long',
      query: '{ string(name: "long") boolean }',
      data: { string: LONG, boolean: false },
    },
    {
      title: 'can be a key whatever it holds, and equal keys of different types stay apart',
      query: '{ items { seen } }',
      data: { items: KEYS.map((code) => ({ seen: JSON.stringify(code) })) },
      requests: { keyed: 1 },
    },
    {
      title: 'can be a key and an answer at the same time',
      query: '{ items { seen code key: code } }',
      data: { items: KEYS.map((code) => ({ seen: JSON.stringify(code), code, key: code })) },
    },
  ],
});

import type { Case } from '../harness/behaviour.js';
import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const roots = subgraph(
  `
  type Query { box: Box boxes: [Box] }
  type Box @key(fields: "id") { id: ID! }
`,
  { Query: { box: () => ({ id: '1' }), boxes: () => [{ id: '1' }, { id: '2' }] } },
);

/**
 * The subgraph is lenient, the supergraph as well; but `Leaf.must` is strict and absent in the third subgraph for the
 * leaf 'x', so that the router itself has to propagate the null through each of these types.
 */
const TYPES = {
  nn: '[Leaf]',
  nb: '[Leaf!]',
  bn: '[Leaf]!',
  bb: '[Leaf!]!',
  dn: '[[Leaf]]',
  db: '[[Leaf!]]',
  dbb: '[[Leaf!]!]',
  dbbb: '[[Leaf!]!]!',
  one: 'Leaf',
  must: 'Leaf!',
} as const;
type Name = keyof typeof TYPES;

const leaf = (id: string) => ({ id });
const valueOf = (name: Name): unknown => {
  if (name === 'one' || name === 'must') return leaf('x');
  const list = [leaf('a'), leaf('x'), leaf('b')];
  return name.startsWith('d') ? [list, [leaf('c')]] : list;
};

const boxes = subgraph(
  `
  type Box @key(fields: "id") { id: ID! ${Object.entries(TYPES)
    .map(([name, type]) => `${name}: ${type}`)
    .join(' ')} }
  type Leaf @key(fields: "id") { id: ID! }
`,
  {
    Box: Object.fromEntries((Object.keys(TYPES) as Name[]).map((name) => [name, () => valueOf(name)])),
  },
);
const leaves = subgraph(
  'type Leaf @key(fields: "id") { id: ID! text: String! nullable: String strictList: [String!]! }',
  {
    Leaf: {
      __resolveReference: async ({ id }: { id: string }) =>
        id === 'x' ? null : { id, text: id, strictList: [id] },
    },
  },
);

const ok = (id: string) => ({ text: id });
/** What is left of each field, and where the error is. `away` stands for a null that reaches the box. */
const RESULTS: readonly (readonly [Name, unknown, readonly (string | number)[]])[] = [
  ['nn', [ok('a'), null, ok('b')], [1]],
  ['nb', null, [1]],
  ['bn', [ok('a'), null, ok('b')], [1]],
  ['bb', 'away', [1]],
  ['dn', [[ok('a'), null, ok('b')], [ok('c')]], [0, 1]],
  ['db', [null, [ok('c')]], [0, 1]],
  ['dbb', null, [0, 1]],
  ['dbbb', 'away', [0, 1]],
  ['one', null, []],
  ['must', 'away', []],
];

const single = RESULTS.map(([name, left, at]): Case => ({
  title: `stops at the first nullable position of ${TYPES[name]}`,
  query: `{ box { id ${name} { text } } }`,
  data: { box: left === 'away' ? null : { id: '1', [name]: left } },
  errors: [{ path: ['box', name, ...at, 'text'] }],
}));

/** Nulls where none may be, through lists and objects of different subgraphs. */
export const nullPropagation = defineBehaviour({
  title: 'a null that must not be',
  subgraphs: { roots, boxes, leaves },
  cases: [
    ...single,
    {
      title: 'leaves the other boxes of a list and the other fields alone',
      query: '{ boxes { id nb { text } nn { id } } }',
      data: {
        boxes: ['1', '2'].map((id) => ({ id, nb: null, nn: [{ id: 'a' }, { id: 'x' }, { id: 'b' }] })),
      },
      errors: [{ path: ['boxes', 0, 'nb', 1, 'text'] }, { path: ['boxes', 1, 'nb', 1, 'text'] }],
    },
    {
      title: 'is no error where the field may be null',
      query: '{ box { bb { nullable } must { nullable } } }',
      data: {
        box: { bb: [{ nullable: null }, { nullable: null }, { nullable: null }], must: { nullable: null } },
      },
    },
    {
      title: 'is reported at a list that must not be null as at a leaf',
      query: '{ box { one { strictList } nn { strictList } } }',
      data: { box: { one: null, nn: [{ strictList: ['a'] }, null, { strictList: ['b'] }] } },
      errors: [{ path: ['box', 'one', 'strictList'] }, { path: ['box', 'nn', 1, 'strictList'] }],
    },
    {
      title: 'takes along what a sibling has, though that came from another subgraph',
      query: '{ box { must { id text } nn { text } } boxes { id } }',
      data: { box: null, boxes: [{ id: '1' }, { id: '2' }] },
      errors: [{ path: ['box', 'must', 'text'] }, { path: ['box', 'nn', 1, 'text'], optional: true }],
    },
    {
      title: 'is reported once for each alias',
      query: '{ a: box { b: one { c: text } } d: box { one { e: text nullable } } }',
      data: { a: { b: null }, d: { one: null } },
      errors: [{ path: ['a', 'b', 'c'] }, { path: ['d', 'one', 'e'] }],
    },
  ],
});

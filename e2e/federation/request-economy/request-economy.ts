import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const a = subgraph(
  `
  type Query { one: Thing two: Thing list: [Thing!]! none: [Thing!]! plain: Int version: Int @shareable }
  type Thing @key(fields: "id") { id: ID! own: Int! also: Int! @shareable }
`,
  {
    Query: {
      one: () => ({ id: '1' }),
      two: () => ({ id: '2' }),
      list: () => Array.from({ length: 20 }, (_, n) => ({ id: String(n % 4) })),
      none: () => [],
      plain: () => 1,
      version: () => 1,
    },
    Thing: { own: () => 1, also: () => 2 },
  },
);
const b = subgraph(
  `
  type Query { more: Int version: Int @shareable }
  type Thing @key(fields: "id") { id: ID! b1: Int! b2: String! also: Int! @shareable child: Thing }
`,
  {
    Query: { more: () => 2, version: () => 1 },
    Thing: {
      b1: ({ id }: { id: string }) => Number(id),
      b2: () => 'b2',
      also: () => 2,
      child: () => ({ id: '9' }),
    },
  },
);
const c = subgraph('type Thing @key(fields: "id") { id: ID! c1: Int! }', { Thing: { c1: () => 3 } });

/** No request that the operation does not need. */
export const requestEconomy = defineBehaviour({
  title: 'the number of requests',
  subgraphs: { a, b, c },
  cases: [
    {
      title: 'is one for several root fields of a subgraph',
      query: '{ one { own } two { also } plain version }',
      data: { one: { own: 1 }, two: { also: 2 }, plain: 1, version: 1 },
      requests: { a: 1, b: 0, c: 0 },
    },
    {
      title: 'is one for several fields of an entity',
      query: '{ one { b1 b2 x: b1 } }',
      data: { one: { b1: 1, b2: 'b2', x: 1 } },
      requests: { a: 1, b: 1, c: 0 },
    },
    {
      title: 'is one for each subgraph of an entity',
      query: '{ list { b1 c1 own } }',
      data: { list: Array.from({ length: 20 }, (_, n) => ({ b1: n % 4, c1: 3, own: 1 })) },
      requests: { a: 1, b: 1, c: 1 },
      representations: { b: 4, c: 4 },
    },
    {
      title: 'is none for a shared field that a subgraph is asked for anyway',
      query: '{ one { also own } more version }',
      data: { one: { also: 2, own: 1 }, more: 2, version: 1 },
      requests: { a: 1, b: 1 },
    },
    {
      title: 'is none for entities of an empty list',
      query: '{ none { b1 c1 } }',
      data: { none: [] },
      requests: { a: 1, b: 0, c: 0 },
    },
    {
      title: 'is none for what is skipped',
      query: '{ one { own c1 @skip(if: true) child @include(if: false) { c1 } } }',
      data: { one: { own: 1 } },
      requests: { a: 1, b: 0, c: 0 },
    },
    {
      title: 'is none for a key field that is at hand',
      query: '{ one { id child { id } } }',
      data: { one: { id: '1', child: { id: '9' } } },
      requests: { a: 1, b: 1, c: 0 },
    },
    {
      title: 'does not grow with the items of a list',
      query: '{ list { child { own c1 } } }',
      data: { list: Array.from({ length: 20 }, () => ({ child: { own: 1, c1: 3 } })) },
      requests: { a: 2, b: 1, c: 1 },
      representations: { a: 1, c: 1 },
    },
  ],
});

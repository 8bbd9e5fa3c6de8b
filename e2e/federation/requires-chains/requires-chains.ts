import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const a = subgraph(
  `
  type Query { start: Thing things: [Thing!]! }
  type Thing @key(fields: "id") { id: ID! one: Int! }
`,
  {
    Query: {
      start: () => ({ id: '1', one: 1 }),
      things: () => [1, 2, 3].map((n) => ({ id: String(n), one: n })),
    },
    Thing: { __resolveReference: async ({ id }: { id: string }) => ({ id, one: Number(id) }) },
  },
);
const b = subgraph(
  `
  type Thing @key(fields: "id") { id: ID! one: Int! @external two: Int! @requires(fields: "one") plain: String! }
`,
  { Thing: { two: ({ one }: { one: number }) => one + 1, plain: () => 'plain' } },
);
const c = subgraph(
  `
  type Query { end: Thing }
  type Thing @key(fields: "id") {
    id: ID! one: Int! @external two: Int! @external
    three: Int! @requires(fields: "two") sum: Int! @requires(fields: "one two")
  }
`,
  {
    Query: { end: () => ({ id: '2' }) },
    Thing: {
      three: ({ two }: { two: number }) => two + 1,
      sum: ({ one, two }: { one: number; two: number }) => one + two,
    },
  },
);
const d = subgraph(
  `
  type Thing @key(fields: "id") {
    id: ID! three: Int! @external plain: String! @external
    four: String! @requires(fields: "three plain")
  }
`,
  { Thing: { four: ({ three, plain }: { three: number; plain: string }) => `${plain} ${three + 1}` } },
);
const e = subgraph(
  `
  type Thing @key(fields: "id") { id: ID! four: String! @external two: Int! @external five: String! @requires(fields: "four two") }
`,
  { Thing: { five: ({ four, two }: { four: string; two: number }) => `${four}/${two}/5` } },
);

/** Required fields that require fields themselves, over five subgraphs. */
export const requiresChains = defineBehaviour({
  title: 'a chain of @requires',
  subgraphs: { a, b, c, d, e },
  cases: [
    {
      title: 'is followed to its end in the order of its links',
      query: '{ start { five } }',
      data: { start: { five: 'plain 4/2/5' } },
    },
    {
      title: 'is followed for each item of a list, one request a link',
      query: '{ things { five } }',
      data: { things: [{ five: 'plain 4/2/5' }, { five: 'plain 5/3/5' }, { five: 'plain 6/4/5' }] },
      requests: { a: 1, b: 2, c: 1, d: 1, e: 1 },
    },
    {
      title: 'goes only as far as it must',
      query: '{ start { three } }',
      data: { start: { three: 3 } },
      requests: { a: 1, b: 1, c: 1, d: 0, e: 0 },
    },
    {
      title: 'begins before the subgraph where the operation begins',
      query: '{ end { three sum two } }',
      data: { end: { three: 4, sum: 5, two: 3 } },
    },
    {
      title: 'begins there even for a link that another subgraph requires',
      query: '{ end { four } }',
      apolloGateway: 'its planner asks for the required field without what that field requires itself',
      data: { end: { four: 'plain 5' } },
    },
    {
      title: 'gives all of its links at once',
      query: '{ start { five four three two one sum plain id } }',
      data: {
        start: {
          five: 'plain 4/2/5',
          four: 'plain 4',
          three: 3,
          two: 2,
          one: 1,
          sum: 3,
          plain: 'plain',
          id: '1',
        },
      },
    },
  ],
});

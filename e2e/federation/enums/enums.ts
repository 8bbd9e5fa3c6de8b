import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const one = subgraph(
  `
  type Query {
    out: Out both(in: Both): Both pick(in: [In!]): String! list: [Out]! strict: [Both!] state: State keyed: [Keyed!]!
  }
  enum Out { A B }
  enum In { X Y ONLY_ONE }
  enum Both { P Q }
  enum State { READY DONE }
  type Keyed @key(fields: "level id") { level: Level! id: ID! }
  enum Level { LOW HIGH }
`,
  {
    Query: {
      out: () => 'B',
      both: (_: unknown, args: { in?: string }) => args.in ?? null,
      pick: (_: unknown, args: { in?: string[] }) => JSON.stringify(args.in ?? null),
      list: () => ['A', 'B', null],
      strict: () => ['P', 'Q'],
      state: () => 'r',
      keyed: () => [
        { level: 'LOW', id: '1' },
        { level: 'HIGH', id: '1' },
      ],
    },
    State: { READY: 'r', DONE: 'd' },
  },
);
const two = subgraph(
  `
  type Query { others: [Out!]! two(in: In!): String! }
  enum Out { B C }
  enum In { X Y ONLY_TWO }
  enum Both { P Q }
  enum State { READY DONE FAILED }
  type Keyed @key(fields: "level id") { level: Level! id: ID! label: String! state: State! }
  enum Level { LOW HIGH }
`,
  {
    Query: { others: () => ['B', 'C'], two: (_: unknown, args: { in: string }) => args.in },
    Keyed: {
      label: ({ level, id }: { level: string; id: string }) => `${level}-${id}`,
      state: () => 'FAILED',
    },
  },
);
const three = subgraph('type Query { echo(in: Both!): Both! } enum Both { P Q }', {
  Query: { echo: (_: unknown, args: { in: string }) => args.in },
});

/** Enums are the union of their values where they are answers, and the intersection where they are arguments. */
export const enums = defineBehaviour({
  title: 'an enum that differs between subgraphs',
  subgraphs: { one, two, three },
  cases: [
    {
      title: 'has all values where it is an answer',
      query: '{ out list others }',
      data: { out: 'B', list: ['A', 'B', null], others: ['B', 'C'] },
    },
    {
      title: 'has the common values where it is an argument, and refuses the others',
      query: '{ pick(in: [ONLY_ONE]) }',
      errors: [{ message: /ONLY_ONE/ }],
    },
    {
      title: 'refuses the other values in variables too, though one subgraph would take them',
      query: 'query ($in: [In!]) { pick(in: $in) }',
      variables: { in: ['X', 'ONLY_ONE'] },
      errors: [{ message: /ONLY_ONE/ }],
    },
    {
      title: 'is passed as a literal, in a list, and as a variable',
      query:
        'query ($x: In!, $xs: [In!]) { a: pick(in: X) b: pick(in: [X, $x]) c: pick(in: $xs) two(in: $x) }',
      variables: { x: 'Y', xs: ['Y', 'X'] },
      data: { a: '["X"]', b: '["X","Y"]', c: '["Y","X"]', two: 'Y' },
    },
    {
      title: 'is passed to several subgraphs by one variable with a default',
      query: 'query ($e: Both! = Q) { both(in: $e) echo(in: $e) strict }',
      data: { both: 'Q', echo: 'Q', strict: ['P', 'Q'] },
    },
    {
      title: 'is no string',
      query: '{ both(in: "P") }',
      errors: [{ message: /P/ }],
    },
    {
      title: 'shows its names, not the values that a subgraph computes with',
      query: '{ state keyed { state } }',
      data: { state: 'READY', keyed: [{ state: 'FAILED' }, { state: 'FAILED' }] },
    },
    {
      title: 'can be part of a key',
      query: '{ keyed { label } }',
      data: { keyed: [{ label: 'LOW-1' }, { label: 'HIGH-1' }] },
      representations: { two: 2 },
    },
    {
      title: 'has the merged values in introspection',
      anyOrder: true,
      query:
        '{ out: __type(name: "Out") { enumValues { name } } in: __type(name: "In") { enumValues { name } } }',
      data: {
        out: { enumValues: [{ name: 'A' }, { name: 'B' }, { name: 'C' }] },
        in: { enumValues: [{ name: 'X' }, { name: 'Y' }] },
      },
    },
  ],
});

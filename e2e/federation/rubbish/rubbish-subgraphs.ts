import type { SubgraphDefinition } from '../harness/subgraph.js';
import { subgraph } from '../harness/subgraph.js';

const CIRCLE = { __typename: 'Circle', id: 'c', radius: 1 };
const VALUE: Record<string, unknown> = {
  int: 1,
  float: 1.5,
  string: 's',
  boolean: true,
  id: 'i',
  kind: 'A',
  any: { a: 1 },
  strict: 1,
  list: [1, 2],
  strictList: [1, 2],
  lists: [[1], [2]],
  shape: CIRCLE,
  shapes: [CIRCLE, { __typename: 'Square', id: 'q', side: 2 }],
  object: () => VALUE,
  strictObject: () => VALUE,
  objects: () => [VALUE, VALUE],
};

/** `good` is always healthy; what `bad` answers is up to each test. */
export const RUBBISH_SUBGRAPHS: Readonly<Record<'good' | 'bad', SubgraphDefinition>> = {
  good: subgraph(
    `
  type Query { me: User users: [User!]! up: Int! }
  type User @key(fields: "id") { id: ID! name: String! }
`,
    {
      Query: {
        me: () => ({ id: '1', name: 'Ann' }),
        users: () => ['1', '2', '3'].map((id) => ({ id, name: `User ${id}` })),
        up: () => 1,
      },
    },
  ),
  bad: subgraph(
    `
  type Query { value: Value strict: Int! shape: Shape }
  type Value {
    int: Int float: Float string: String boolean: Boolean id: ID kind: Kind any: Any
    strict: Int! object: Value strictObject: Value! list: [Int] strictList: [Int!]! objects: [Value] lists: [[Int]]
    shape: Shape shapes: [Shape!]
  }
  type User @key(fields: "id") { id: ID! stars: Int must: Int! pet: Pet }
  type Pet { name: String! }
  enum Kind { A B }
  scalar Any
  interface Shape { id: ID! }
  type Circle implements Shape { id: ID! radius: Int }
  type Square implements Shape { id: ID! side: Int }
`,
    {
      Query: { value: () => VALUE, strict: () => 1, shape: () => CIRCLE },
      User: { stars: ({ id }: { id: string }) => Number(id), must: () => 1, pet: () => ({ name: 'Rex' }) },
    },
  ),
};

import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const up = subgraph(
  `
  type Query { users: [User!]! me: User up: Int }
  type User @key(fields: "id") { id: ID! name: String! }
  type Mutation { first: Int third: Int }
`,
  {
    Query: {
      users: () => [
        { id: '1', name: 'A' },
        { id: '2', name: 'B' },
      ],
      me: () => ({ id: '1', name: 'A' }),
      up: () => 1,
    },
    Mutation: { first: () => 1, third: () => 3 },
  },
);
const down = {
  ...subgraph(
    `
  type Query { down: Int strictDown: Int! }
  type Mutation { second: Int }
  type User @key(fields: "id") { id: ID! stars: Int friend: User strict: Int! }
`,
    { Query: { down: () => 1 } },
  ),
  breaksAt: /./,
};
const wobbly = {
  ...subgraph(
    `
  type User @key(fields: "id") { id: ID! stars: Int @external rating: String @requires(fields: "stars") mood: String shaky: String }
`,
    {
      User: {
        rating: ({ stars }: { stars?: number | null }) => (stars == null ? 'unrated' : `${stars} stars`),
        mood: () => 'fine',
      },
    },
  ),
  breaksAt: /shaky/,
};

/** Requests that fail as a whole. */
export const unreachableSubgraphs = defineBehaviour({
  title: 'a subgraph that cannot be reached',
  subgraphs: { up, down, wobbly },
  cases: [
    {
      title: 'costs its root fields, with an error',
      query: '{ up down }',
      data: { up: 1, down: null },
      errors: [{ near: ['down'] }],
    },
    {
      title: 'costs the whole answer where its root field must not be null',
      query: '{ up strictDown }',
      data: null,
      errors: [{ near: ['strictDown'] }],
    },
    {
      title: 'costs the fields of its entities, with one error at least',
      query: '{ users { name stars friend { name } } }',
      data: {
        users: [
          { name: 'A', stars: null, friend: null },
          { name: 'B', stars: null, friend: null },
        ],
      },
      errors: [{ near: ['users'] }],
    },
    {
      title: 'costs the entities of a field that must not be null',
      query: '{ me { name strict } up }',
      data: { me: null, up: 1 },
      errors: [{ near: ['me'] }],
    },
    {
      title: 'costs nothing of the other subgraphs',
      query: '{ users { mood stars name } }',
      data: {
        users: [
          { mood: 'fine', stars: null, name: 'A' },
          { mood: 'fine', stars: null, name: 'B' },
        ],
      },
      errors: [{ near: ['users'] }],
    },
    {
      title: 'costs the fields that require its own',
      query: '{ me { name rating } }',
      data: { me: { name: 'A', rating: null } },
      errors: [{ near: ['me'] }],
    },
    {
      title: 'for one of two requests costs what that one should bring',
      query: '{ me { shaky } users { stars mood: name } }',
      data: {
        me: { shaky: null },
        users: [
          { stars: null, mood: 'A' },
          { stars: null, mood: 'B' },
        ],
      },
      errors: [{ near: ['me'] }, { near: ['users'] }],
    },
    {
      title: 'costs its mutation and does not keep the next one from running',
      query: 'mutation { first second third }',
      data: { first: 1, second: null, third: 3 },
      errors: [{ near: ['second'] }],
    },
    {
      title: 'is of no matter for an operation that does not need it',
      query: '{ users { name mood } }',
      data: {
        users: [
          { name: 'A', mood: 'fine' },
          { name: 'B', mood: 'fine' },
        ],
      },
      requests: { down: 0 },
    },
  ],
});

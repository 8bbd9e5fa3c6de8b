import type { Case } from '../harness/behaviour.js';
import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

/** What all subgraphs share, so that the order of their mutations shows. Each case starts by emptying it. */
let log: string[] = [];
const note = (entry: string): string => {
  log.push(entry);
  return log.join(' ');
};

const a = subgraph(
  `
  type Query { log: String! }
  type Mutation { reset: Boolean! aOne(tag: String = "a1"): String! aTwo: String! addUser(name: String!): User! slowA: String! }
  type User @key(fields: "id") { id: ID! name: String! }
`,
  {
    Query: { log: () => log.join(' ') },
    Mutation: {
      reset: () => {
        log = [];
        return true;
      },
      aOne: (_: unknown, { tag }: { tag: string }) => note(tag),
      aTwo: () => note('a2'),
      slowA: async () => {
        await new Promise((done) => setTimeout(done, 10));
        return note('slowA');
      },
      addUser: (_: unknown, { name }: { name: string }) => {
        note(`add-${name}`);
        return { id: name, name };
      },
    },
  },
);
const b = subgraph(
  `
  type Mutation { bOne: String! bTwo: String! touch(id: ID!): Touched slowB: String! }
  type Touched { user: User! query: Query }
  type Query { bQuery: String! }
  type User @key(fields: "id") { id: ID! seen: String! }
`,
  {
    Query: { bQuery: () => `b after ${log.join(' ')}` },
    Mutation: {
      bOne: () => note('b1'),
      bTwo: () => note('b2'),
      slowB: async () => {
        await new Promise((done) => setTimeout(done, 5));
        return note('slowB');
      },
      touch: (_: unknown, { id }: { id: string }) => {
        note(`touch-${id}`);
        return { user: { id }, query: {} };
      },
    },
    User: {
      // Reads at the time of the follow-up request.
      seen: ({ id }: { id: string }) => `${id} after ${log.join(' ')}`,
    },
  },
);

const mutation = (title: string, selections: string, data: Record<string, unknown>): Case => ({
  title,
  query: `mutation { reset ${selections} }`,
  data: { reset: true, ...data },
});

/** Mutations are done one after the other, whichever subgraphs they belong to. */
export const mutations = defineBehaviour({
  title: 'a mutation',
  subgraphs: { a, b },
  cases: [
    mutation('is followed by the next of the same subgraph', 'aOne aTwo', { aOne: 'a1', aTwo: 'a1 a2' }),
    mutation('is followed by the next, to and fro between subgraphs', 'aOne bOne aTwo bTwo', {
      aOne: 'a1',
      bOne: 'a1 b1',
      aTwo: 'a1 b1 a2',
      bTwo: 'a1 b1 a2 b2',
    }),
    mutation('is waited for, however long it takes', 'slowA slowB aOne', {
      slowA: 'slowA',
      slowB: 'slowA slowB',
      aOne: 'slowA slowB a1',
    }),
    mutation('is done as often as it has names', 'x: aOne(tag: "x") bOne y: aOne(tag: "y")', {
      x: 'x',
      bOne: 'x b1',
      y: 'x b1 y',
    }),
    mutation('is done in the order of fragments', '...f bTwo aTwo } fragment f on Mutation { bOne aOne', {
      bOne: 'b1',
      aOne: 'b1 a1',
      bTwo: 'b1 a1 b2',
      aTwo: 'b1 a1 b2 a2',
    }),
    mutation('gives entities, whose other fields are fetched', 'addUser(name: "ann") { name seen }', {
      addUser: { name: 'ann', seen: 'ann after add-ann' },
    }),
    mutation('gives entities that only the other subgraph knows', 'touch(id: "x") { user { id seen } }', {
      touch: { user: { id: 'x', seen: 'x after touch-x' } },
    }),
    mutation(
      'is complete, with what is fetched for its answer, before the next',
      'addUser(name: "ann") { seen } bOne',
      {
        addUser: { seen: 'ann after add-ann' },
        bOne: 'add-ann b1',
      },
    ),
    mutation('gives the fields of Query in its payload', 'touch(id: "q") { query { bQuery log } }', {
      touch: { query: { bQuery: 'b after touch-q', log: 'touch-q' } },
    }),
    {
      title: 'takes variables, in every subgraph',
      query:
        'mutation m($n: String!, $id: ID!) { reset addUser(name: $n) { id } touch(id: $id) { user { id } } aOne(tag: $n) }',
      variables: { n: 'v', id: 'w' },
      operationName: 'm',
      data: { reset: true, addUser: { id: 'v' }, touch: { user: { id: 'w' } }, aOne: 'add-v touch-w v' },
      requests: { a: 2, b: 1 },
    },
  ],
});

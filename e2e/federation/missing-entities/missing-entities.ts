import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const ref = (id: string) => ({ id });
const refs = subgraph(
  `
  type Query { known: User unknown: User list: [User!]! lenient: [User]! strict: User! holder: Holder strictHolder: Holder! }
  type Holder { name: String! user: User! maybe: User users: [User!] }
  type User @key(fields: "id") { id: ID! }
`,
  {
    Query: {
      known: () => ref('1'),
      unknown: () => ref('x'),
      list: () => [ref('1'), ref('x'), ref('2')],
      lenient: () => [ref('1'), ref('x'), ref('2')],
      strict: () => ref('x'),
      holder: () => ({ name: 'h', user: ref('x'), maybe: ref('x'), users: [ref('1'), ref('x')] }),
      strictHolder: () => ({ name: 'h', user: ref('1'), maybe: ref('x'), users: [ref('2'), ref('x')] }),
    },
  },
);
const users = subgraph('type User @key(fields: "id") { id: ID! name: String! nick: String friend: User }', {
  User: {
    __resolveReference: async ({ id }: { id: string }) =>
      id === 'x' ? null : { id, name: `User ${id}`, nick: `nick ${id}`, friend: null },
  },
});

/** References that lead to nobody. */
export const missingEntities = defineBehaviour({
  title: 'an entity that its subgraph does not find',
  subgraphs: { refs, users },
  cases: [
    {
      title: 'has its key, and null for its nullable fields, without an error',
      query: '{ unknown { id nick friend { id } } }',
      data: { unknown: { id: 'x', nick: null, friend: null } },
    },
    {
      title: 'is null, with an error, where a field must not be null',
      query: '{ unknown { id name } known { name } }',
      data: { unknown: null, known: { name: 'User 1' } },
      errors: [{ path: ['unknown', 'name'] }],
    },
    {
      title: 'leaves a hole in a list of nullable items',
      query: '{ lenient { name } }',
      data: { lenient: [{ name: 'User 1' }, null, { name: 'User 2' }] },
      errors: [{ path: ['lenient', 1, 'name'] }],
    },
    {
      title: 'takes the whole answer along where nothing on the way up may be null',
      query: '{ list { name } known { name } }',
      data: null,
      errors: [{ path: ['list', 1, 'name'] }],
    },
    {
      title: 'takes the whole answer along from a root field that must not be null',
      query: '{ strict { name } }',
      data: null,
      errors: [{ path: ['strict', 'name'] }],
    },
    {
      title: 'takes its holder along, and not what is beside the holder',
      query: '{ holder { name user { name } } strictHolder { user { name } } }',
      data: { holder: null, strictHolder: { user: { name: 'User 1' } } },
      errors: [{ path: ['holder', 'user', 'name'] }],
    },
    {
      title: 'is null by itself, and takes a nullable list along, at two places of one holder',
      query: '{ strictHolder { name maybe { name } users { name } } }',
      data: { strictHolder: { name: 'h', maybe: null, users: null } },
      errors: [{ path: ['strictHolder', 'maybe', 'name'] }, { path: ['strictHolder', 'users', 1, 'name'] }],
    },
    {
      title: 'is there as long as only its key and its type are asked for',
      query: '{ unknown { __typename id } list { key: id } }',
      data: { unknown: { __typename: 'User', id: 'x' }, list: [{ key: '1' }, { key: 'x' }, { key: '2' }] },
      requests: { users: 0 },
    },
    {
      title: 'is reported under the alias of the client',
      query: '{ who: unknown { what: name } }',
      data: { who: null },
      errors: [{ path: ['who', 'what'] }],
    },
  ],
});

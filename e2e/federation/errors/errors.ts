import { GraphQLError } from 'graphql';
import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const fail = (message: string, code?: string, more: Record<string, unknown> = {}) => {
  throw new GraphQLError(message, { extensions: code === undefined ? {} : { code, ...more } });
};

const a = subgraph(
  `
  type Query { users: [User]! first: User broken: String brokenUser: User! lists: [[User]] coded: Int plain: Int value: Value }
  type Mutation { change: User broken: String other: String }
  type User @key(fields: "id") { id: ID! age: Int bad: String }
  type Value { good: String bad: String items: [Item] }
  type Item { n: Int bad: Int! }
`,
  {
    Query: {
      users: () => [{ id: '1' }, { id: '2' }, null, { id: '3' }],
      first: () => ({ id: '1' }),
      broken: () => fail('Broken root.', 'BROKEN'),
      brokenUser: () => fail('No user.'),
      lists: () => [[{ id: '1' }], null, [null, { id: '2' }]],
      coded: () => fail('Coded.', 'OUT_OF_COFFEE'),
      plain: () => {
        throw new Error('Plain.');
      },
      value: () => ({ good: 'g', items: [{ n: 1 }, { n: 2 }, null] }),
    },
    Mutation: {
      change: () => ({ id: '2' }),
      broken: () => fail('Mutation broke.', 'NO_CHANGE'),
      other: () => 'done',
    },
    User: { bad: ({ id }: { id: string }) => (id === '2' ? fail(`Bad ${id}.`, 'BAD') : `good ${id}`) },
    Value: { bad: () => fail('Bad value.') },
    Item: { bad: ({ n }: { n: number }) => (n === 1 ? fail('Bad item.') : n) },
  },
);
const b = subgraph(
  `
  type User @key(fields: "id") {
    id: ID! rank: Int! score(by: Int): Int friends: [User]! address: Address age: Int @external category: String @requires(fields: "age")
  }
  type Address { city: String zip: String! }
`,
  {
    User: {
      __resolveReference: async ({ id }: { id: string }) =>
        id === '3' ? fail('User 3 is gone.', 'GONE') : { id },
      rank: ({ id }: { id: string }) => (id === '2' ? fail('No rank.', 'UNRANKED') : 1),
      score: ({ id }: { id: string }, { by }: { by?: number }) =>
        by === 0 ? fail(`No score of ${id}.`) : Number(id),
      friends: ({ id }: { id: string }) => (id === '1' ? [{ id: '3' }, { id: '2' }] : []),
      address: ({ id }: { id: string }) => ({
        city: () => (id === '1' ? fail('No city.') : 'Rome'),
        zip: '0',
      }),
    },
  },
);
const c = subgraph('type User @key(fields: "id") { id: ID! mood: String }', {
  User: {
    // Fails at once and not by a promise, so that the whole list of entities is lost.
    __resolveReference: () => fail('No moods today.', 'CLOSED'),
  },
});

/** Errors of subgraphs, as clients see them. */
export const errors = defineBehaviour({
  title: 'an error of a subgraph',
  subgraphs: { a, b, c },
  cases: [
    {
      title: 'of a root field has its path, its message and its code',
      query: '{ broken first { id } }',
      data: { broken: null, first: { id: '1' } },
      errors: [{ path: ['broken'], message: /^Broken root\.$/, code: 'BROKEN' }],
    },
    {
      title: 'keeps a code that nobody else knows',
      query: '{ coded }',
      data: { coded: null },
      errors: [{ path: ['coded'], code: 'OUT_OF_COFFEE' }],
    },
    {
      title: 'has its path under an alias',
      query: '{ other: broken again: coded }',
      data: { other: null, again: null },
      errors: [
        { path: ['other'], code: 'BROKEN' },
        { path: ['again'], code: 'OUT_OF_COFFEE' },
      ],
    },
    {
      title: 'of a root field that must not be null leaves no data',
      query: '{ brokenUser { id } first { id } }',
      data: null,
      errors: [{ path: ['brokenUser'], message: /No user/ }],
    },
    {
      title: 'in a list has the index of its item',
      query: '{ users { id bad } }',
      data: { users: [{ id: '1', bad: 'good 1' }, { id: '2', bad: null }, null, { id: '3', bad: 'good 3' }] },
      errors: [{ path: ['users', 1, 'bad'], code: 'BAD' }],
    },
    {
      title: 'in a value type has its path, and takes along what must not be null',
      query: '{ value { good bad items { n bad } } }',
      data: { value: { good: 'g', bad: null, items: [null, { n: 2, bad: 2 }, null] } },
      errors: [
        { path: ['value', 'bad'], message: /Bad value/ },
        { path: ['value', 'items', 0, 'bad'], message: /Bad item/ },
      ],
    },
    {
      title: 'in an entity has the path of the client',
      query: '{ first { address { city zip } } }',
      data: { first: { address: { city: null, zip: '0' } } },
      errors: [{ path: ['first', 'address', 'city'], message: /No city/ }],
    },
    {
      title: 'in an entity has the path of the client under aliases on every level',
      query: '{ me: first { home: address { town: city } } }',
      data: { me: { home: { town: null } } },
      errors: [{ path: ['me', 'home', 'town'] }],
    },
    {
      title: 'in one of many entities has the index of that one, with holes before it',
      query: '{ users { score(by: 0) } }',
      data: { users: [{ score: null }, { score: null }, null, { score: null }] },
      errors: [
        { path: ['users', 0, 'score'], message: /of 1/ },
        { path: ['users', 1, 'score'], message: /of 2/ },
        { path: ['users', 3], code: 'GONE' },
      ],
    },
    {
      title: 'in a field that must not be null takes the entity along',
      query: '{ users { id rank } }',
      data: { users: [{ id: '1', rank: 1 }, null, null, null] },
      errors: [
        { path: ['users', 1, 'rank'], code: 'UNRANKED' },
        { path: ['users', 3], code: 'GONE' },
      ],
    },
    {
      title: 'in lists of lists has all of its indices',
      query: '{ lists { rank } }',
      data: { lists: [[{ rank: 1 }], null, [null, null]] },
      errors: [{ path: ['lists', 2, 1, 'rank'], code: 'UNRANKED' }],
    },
    {
      title: 'in an entity that occurs several times is reported, and takes all of its places along',
      query: '{ users { id rank } again: users { id rank } }',
      data: {
        users: [{ id: '1', rank: 1 }, null, null, null],
        again: [{ id: '1', rank: 1 }, null, null, null],
      },
      errors: [
        { near: ['users', 1], code: 'UNRANKED', optional: true },
        { near: ['users', 3], code: 'GONE', optional: true },
        { near: ['again', 1], code: 'UNRANKED', optional: true },
        { near: ['again', 3], code: 'GONE', optional: true },
      ],
    },
    {
      title: 'in finding an entity keeps the fields of the other subgraphs',
      query: '{ users { bad score } }',
      data: {
        users: [{ bad: 'good 1', score: 1 }, { bad: null, score: 2 }, null, { bad: 'good 3', score: null }],
      },
      errors: [
        { path: ['users', 1, 'bad'], code: 'BAD' },
        { near: ['users', 3], code: 'GONE' },
      ],
    },
    {
      title: 'in finding all entities costs their fields only',
      query: '{ first { id mood age } users { id mood } }',
      data: {
        first: { id: '1', mood: null, age: null },
        users: [{ id: '1', mood: null }, { id: '2', mood: null }, null, { id: '3', mood: null }],
      },
      errors: [
        { near: ['first'], code: 'CLOSED' },
        { near: ['users'], code: 'CLOSED', optional: true },
      ],
    },
    {
      title: 'of several subgraphs are all reported',
      query: '{ first { mood address { city } } plain }',
      data: { first: { mood: null, address: { city: null } }, plain: null },
      errors: [
        { near: ['first'], code: 'CLOSED' },
        { path: ['first', 'address', 'city'] },
        { path: ['plain'], message: /Plain/ },
      ],
    },
    {
      title: 'in a mutation leaves the others done',
      query: 'mutation { broken other change { id rank } }',
      data: { broken: null, other: 'done', change: null },
      errors: [
        { path: ['broken'], code: 'NO_CHANGE' },
        { path: ['change', 'rank'], code: 'UNRANKED' },
      ],
    },
    {
      title: 'in entities of entities has the whole path',
      query: '{ first { friends { address { city } bad } address { zip } } }',
      data: {
        first: {
          friends: [
            { address: { city: 'Rome' }, bad: 'good 3' },
            { address: { city: 'Rome' }, bad: null },
          ],
          address: { zip: '0' },
        },
      },
      errors: [{ path: ['first', 'friends', 1, 'bad'], code: 'BAD' }],
    },
  ],
});

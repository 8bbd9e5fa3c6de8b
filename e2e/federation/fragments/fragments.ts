import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const users = subgraph(
  `
  type Query { me: User users: [User!]! node(id: ID!): Node }
  interface Node { id: ID! }
  type User implements Node @key(fields: "id") { id: ID! name: String! boss: User address: Address }
  type Address { city: String! zip: String! }
`,
  {
    Query: {
      me: () => ({ id: '1' }),
      users: () => [{ id: '1' }, { id: '2' }],
      node: (_: unknown, { id }: { id: string }) => ({ __typename: 'User', id }),
    },
    User: {
      name: ({ id }: { id: string }) => `User ${id}`,
      boss: ({ id }: { id: string }) => (id === '1' ? { id: '2' } : null),
      address: () => ({ city: 'Rome', zip: '00100' }),
    },
  },
);
const mails = subgraph(
  `
  type Query { inbox: [Mail!]! }
  type User @key(fields: "id") { id: ID! mails: [Mail!]! unread: Int! }
  type Mail { subject: String! from: User! to: [User!]! }
`,
  {
    Query: { inbox: () => [{ subject: 'Hi', from: { id: '2' }, to: [{ id: '1' }] }] },
    User: {
      mails: ({ id }: { id: string }) => [{ subject: `To ${id}`, from: { id: '2' }, to: [{ id }] }],
      unread: ({ id }: { id: string }) => Number(id),
    },
  },
);

/** The ways of writing one selection. */
export const fragments = defineBehaviour({
  title: 'fragments and repeated fields',
  subgraphs: { users, mails },
  cases: [
    {
      title: 'merge a field that is repeated with other selections',
      query: '{ me { name } me { unread } me { address { city } } me { address { zip } id } }',
      data: { me: { name: 'User 1', unread: 1, address: { city: 'Rome', zip: '00100' }, id: '1' } },
      requests: { users: 1, mails: 1 },
    },
    {
      title: 'merge selections of several fragments into different subgraphs',
      query: `
        query { me { ...a ...b } users { ...b } }
        fragment a on User { boss { name ...c } mails { subject } }
        fragment b on User { boss { unread } name mails { from { name } } }
        fragment c on Node { id }
      `,
      data: {
        me: {
          boss: { name: 'User 2', id: '2', unread: 2 },
          mails: [{ subject: 'To 1', from: { name: 'User 2' } }],
          name: 'User 1',
        },
        users: [
          { boss: { unread: 2 }, name: 'User 1', mails: [{ from: { name: 'User 2' } }] },
          { boss: null, name: 'User 2', mails: [{ from: { name: 'User 2' } }] },
        ],
      },
    },
    {
      title: 'nest without end and without names',
      query:
        '{ me { ... { ... on User { ... on Node { ... { ... on User { unread ... on Node { id } } } } } } } }',
      data: { me: { unread: 1, id: '1' } },
    },
    {
      title: 'are allowed on the root type',
      query:
        '{ ...root ... on Query { inbox { subject } } ... { inbox { from { unread } } } } fragment root on Query { me { ...user } } fragment user on User { unread name }',
      data: { me: { unread: 1, name: 'User 1' }, inbox: [{ subject: 'Hi', from: { unread: 2 } }] },
    },
    {
      title: 'keep the order in which fields first occur',
      query: '{ me { unread ...late name } } fragment late on User { id name unread address { zip } }',
      data: { me: { unread: 1, id: '1', name: 'User 1', address: { zip: '00100' } } },
    },
    {
      title: 'apply the same named fragment at places of different subgraphs',
      query:
        '{ me { ...person boss { ...person } } inbox { from { ...person } to { ...person } } } fragment person on User { name unread }',
      data: {
        me: { name: 'User 1', unread: 1, boss: { name: 'User 2', unread: 2 } },
        inbox: [{ from: { name: 'User 2', unread: 2 }, to: [{ name: 'User 1', unread: 1 }] }],
      },
    },
    {
      title: 'leave equal fields alone that are written several times',
      query: '{ me { name name n: name ...x ...x } } fragment x on User { name unread unread }',
      data: { me: { name: 'User 1', n: 'User 1', unread: 1 } },
      requests: { users: 1, mails: 1 },
    },
    {
      title: 'that do not apply to the type give nothing and cost nothing',
      query:
        '{ node(id: "1") { id ... on User { name unread } } other: node(id: "2") { ... on Node { id } } }',
      data: { node: { id: '1', name: 'User 1', unread: 1 }, other: { id: '2' } },
      representations: { mails: 1 },
    },
    {
      title: 'select the right operation among several, with a fragment that they share',
      query: 'query a { me { ...x } } query b { users { ...x } } fragment x on User { unread }',
      operationName: 'b',
      data: { users: [{ unread: 1 }, { unread: 2 }] },
    },
    {
      title: 'select the other operation of the same text',
      query: 'query a { me { ...x } } query b { users { ...x } } fragment x on User { unread }',
      operationName: 'a',
      data: { me: { unread: 1 } },
    },
    {
      title: 'give an error when no operation is chosen among several',
      query: 'query a { me { id } } query b { me { name } }',
      errors: [{ message: /operation/i }],
    },
    {
      title: 'give an error when the chosen operation does not exist',
      query: 'query a { me { id } } query b { me { name } }',
      operationName: 'c',
      errors: [{ message: /operation/i }],
    },
  ],
});

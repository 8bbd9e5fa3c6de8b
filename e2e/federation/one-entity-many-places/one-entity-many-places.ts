import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const ref = (id: string) => ({ id });
const ORDER = {
  buyer: ref('1'),
  seller: ref('2'),
  watchers: [ref('2'), ref('1'), ref('2')],
  lines: [
    { n: 1, by: ref('1') },
    { n: 2, by: ref('3') },
  ],
};

const orders = subgraph(
  `
  type Query { order: Order! orders: [Order!]! }
  type Order { buyer: User! seller: User! watchers: [User!]! lines: [Line!]! }
  type Line { n: Int! by: User! }
  type User @key(fields: "id") { id: ID! }
`,
  {
    Query: {
      order: () => ORDER,
      orders: () => Array.from({ length: 50 }, () => ORDER),
    },
  },
);
const users = subgraph(
  'type User @key(fields: "id") { id: ID! name: String! age: Int! tags: [Tag!]! } type Tag { text: String! }',
  {
    User: {
      name: ({ id }: { id: string }) => `User ${id}`,
      age: ({ id }: { id: string }) => Number(id),
      tags: ({ id }: { id: string }) => [{ text: `tag ${id}` }],
    },
  },
);

const named = (id: string) => ({ name: `User ${id}` });

/** The same entity at several places of one answer. */
export const oneEntityManyPlaces = defineBehaviour({
  title: 'an entity that occurs at many places',
  subgraphs: { orders, users },
  cases: [
    {
      title: 'is sent once for each place of the plan at most',
      query: '{ orders { buyer { name } } }',
      data: { orders: Array.from({ length: 50 }, () => ({ buyer: named('1') })) },
      requests: { orders: 1, users: 1 },
      representations: { users: 1 },
    },
    {
      title: 'has different fields at different places',
      query:
        '{ order { buyer { name } seller { age } watchers { age name } lines { n by { tags { text } } } } }',
      data: {
        order: {
          buyer: named('1'),
          seller: { age: 2 },
          watchers: [
            { age: 2, name: 'User 2' },
            { age: 1, name: 'User 1' },
            { age: 2, name: 'User 2' },
          ],
          lines: [
            { n: 1, by: { tags: [{ text: 'tag 1' }] } },
            { n: 2, by: { tags: [{ text: 'tag 3' }] } },
          ],
        },
      },
      requests: { orders: 1, users: 4 },
    },
    {
      title: 'has different fields under the same response name at different places',
      query:
        '{ order { buyer { x: name } seller { x: age } watchers { x: id y: tags { text } } lines { by { y: name } } } }',
      data: {
        order: {
          buyer: { x: 'User 1' },
          seller: { x: 2 },
          watchers: [
            { x: '2', y: [{ text: 'tag 2' }] },
            { x: '1', y: [{ text: 'tag 1' }] },
            { x: '2', y: [{ text: 'tag 2' }] },
          ],
          lines: [{ by: { y: 'User 1' } }, { by: { y: 'User 3' } }],
        },
      },
    },
    {
      title: 'has the same fields at all places',
      query:
        '{ order { buyer { ...u } seller { ...u } watchers { ...u } lines { by { ...u } } } } fragment u on User { name tags { text } }',
      data: {
        order: {
          buyer: { name: 'User 1', tags: [{ text: 'tag 1' }] },
          seller: { name: 'User 2', tags: [{ text: 'tag 2' }] },
          watchers: ['2', '1', '2'].map((id) => ({ name: `User ${id}`, tags: [{ text: `tag ${id}` }] })),
          lines: ['1', '3'].map((id) => ({ by: { name: `User ${id}`, tags: [{ text: `tag ${id}` }] } })),
        },
      },
    },
    {
      title: 'in a list of equal items is answered for each of them, in order',
      query: '{ orders { watchers { age } lines { n } } }',
      data: {
        orders: Array.from({ length: 50 }, () => ({
          watchers: [{ age: 2 }, { age: 1 }, { age: 2 }],
          lines: [{ n: 1 }, { n: 2 }],
        })),
      },
      representations: { users: 2 },
    },
  ],
});

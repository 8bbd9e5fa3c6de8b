import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const user = (id: string) => ({ id });
const lists = subgraph(
  `
  type Query {
    holes: [User] none: [User!]! nothing: [User!] onlyHoles: [User]! deep: [[User]]! tree: Tree
  }
  type Tree { branches: [Tree] leaves: [User] root: User }
  type User @key(fields: "id") { id: ID! }
`,
  {
    Query: {
      holes: () => [null, user('1'), null, user('2'), user('1'), null],
      none: () => [],
      nothing: () => null,
      onlyHoles: () => [null, null],
      deep: () => [[user('1'), null], null, [], [null], [user('2'), user('1')]],
      tree: () => ({
        branches: [
          null,
          { branches: [], leaves: null, root: user('3') },
          {
            branches: [{ branches: null, leaves: [user('1'), null], root: null }],
            leaves: [],
            root: user('1'),
          },
        ],
        leaves: [user('2')],
        root: null,
      }),
    },
  },
);
const names = subgraph('type User @key(fields: "id") { id: ID! name: String! friends: [User]! }', {
  User: {
    name: ({ id }: { id: string }) => `User ${id}`,
    friends: ({ id }: { id: string }) => (id === '1' ? [null, user('2'), null] : []),
  },
});

/** Lists with null items, and empty ones, on every level. */
export const holesInLists = defineBehaviour({
  title: 'a list with holes',
  subgraphs: { lists, names },
  cases: [
    {
      title: 'keeps its holes and its order, and each entity is fetched once',
      query: '{ holes { name } }',
      data: { holes: [null, { name: 'User 1' }, null, { name: 'User 2' }, { name: 'User 1' }, null] },
      representations: { names: 2 },
      requests: { names: 1 },
    },
    {
      title: 'that is empty, null or full of holes leads to no request',
      query: '{ none { name } nothing { name } onlyHoles { name friends { name } } }',
      data: { none: [], nothing: null, onlyHoles: [null, null] },
      requests: { lists: 1, names: 0 },
    },
    {
      title: 'inside a list is followed, empty and null ones included',
      query: '{ deep { id name } }',
      data: {
        deep: [
          [{ id: '1', name: 'User 1' }, null],
          null,
          [],
          [null],
          [
            { id: '2', name: 'User 2' },
            { id: '1', name: 'User 1' },
          ],
        ],
      },
      representations: { names: 2 },
    },
    {
      title: 'of objects on several levels is followed to each entity',
      query: `{ tree { ...t branches { ...t branches { ...t branches { ...t } } } } }
        fragment t on Tree { root { name } leaves { name friends { id } } }`,
      data: {
        tree: {
          root: null,
          leaves: [{ name: 'User 2', friends: [] }],
          branches: [
            null,
            { root: { name: 'User 3' }, leaves: null, branches: [] },
            {
              root: { name: 'User 1' },
              leaves: [],
              branches: [
                {
                  root: null,
                  leaves: [{ name: 'User 1', friends: [null, { id: '2' }, null] }, null],
                  branches: null,
                },
              ],
            },
          ],
        },
      },
    },
    {
      title: 'of the second subgraph leads to entities again',
      query: '{ holes { friends { name friends { name } } } }',
      data: {
        holes: [
          null,
          { friends: [null, { name: 'User 2', friends: [] }, null] },
          null,
          { friends: [] },
          { friends: [null, { name: 'User 2', friends: [] }, null] },
          null,
        ],
      },
    },
  ],
});

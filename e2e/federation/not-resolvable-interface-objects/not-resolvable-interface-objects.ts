import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const NODES = [
  { __typename: 'Product', id: 'p1', name: 'Table' },
  { __typename: 'Shop', id: 's1', street: 'Lane' },
];
const find = async ({ id }: { id: string }) => NODES.find((node) => node.id === id) ?? null;

const nodes = subgraph(
  `
  type Query { nodes: [Node!]! product: Product }
  interface Node @key(fields: "id") { id: ID! }
  type Product implements Node @key(fields: "id") { id: ID! name: String! }
  type Shop implements Node @key(fields: "id") { id: ID! street: String! }
`,
  {
    Query: { nodes: () => NODES, product: () => NODES[0] },
    Node: { __resolveReference: find },
    Product: { __resolveReference: find },
    Shop: { __resolveReference: find },
  },
);
const links = subgraph(
  `
  type Query { link: Link links: [Link!]! }
  type Link { to: Node! label: String! }
  type Node @key(fields: "id", resolvable: false) @interfaceObject { id: ID! }
`,
  {
    Query: {
      link: () => ({ to: { id: 's1' }, label: 'l' }),
      links: () => [
        { to: { id: 'p1' }, label: '1' },
        { to: { id: 's1' }, label: '2' },
        { to: { id: 'p1' }, label: '3' },
      ],
    },
  },
);
const histories = subgraph(
  `
  type Node @key(fields: "id") @interfaceObject { id: ID! history: History! }
  type History { entries: [Entry!]! }
  type Entry { about: Node! }
`,
  {
    Node: {
      history: ({ id }: { id: string }) => ({ entries: [{ about: { id } }, { about: { id: 's1' } }] }),
    },
  },
);

/** Interface objects that only refer, and that lead from one to the next. */
export const notResolvableInterfaceObjects = defineBehaviour({
  title: 'an @interfaceObject that is not resolvable',
  subgraphs: { nodes, links, histories },
  cases: [
    {
      title: 'gives its key without another request',
      query: '{ link { to { id } label } }',
      data: { link: { to: { id: 's1' }, label: 'l' } },
      requests: { nodes: 0, histories: 0 },
    },
    {
      title: 'gets its type from the interface',
      query: '{ link { to { __typename ... on Shop { street } ... on Product { name } } } }',
      data: { link: { to: { __typename: 'Shop', street: 'Lane' } } },
    },
    {
      title: 'leads to another interface object, and from there to the types',
      query: '{ link { to { history { entries { about { id ... on Shop { street } } } } } } }',
      data: {
        link: {
          to: {
            history: {
              entries: [{ about: { id: 's1', street: 'Lane' } }, { about: { id: 's1', street: 'Lane' } }],
            },
          },
        },
      },
    },
    {
      title: 'gets its type in a list where the same object occurs twice',
      query: '{ links { label to { ... on Product { name } } } }',
      data: {
        links: [
          { label: '1', to: { name: 'Table' } },
          { label: '2', to: {} },
          { label: '3', to: { name: 'Table' } },
        ],
      },
    },
    {
      title: 'is asked for nothing that it cannot resolve',
      query: '{ product { name history { entries { about { __typename } } } } nodes { id } }',
      data: {
        product: {
          name: 'Table',
          history: { entries: [{ about: { __typename: 'Product' } }, { about: { __typename: 'Shop' } }] },
        },
        nodes: [{ id: 'p1' }, { id: 's1' }],
      },
      requests: { links: 0 },
    },
  ],
});

import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const first = subgraph(
  `
  type Query { feed: [Post!]! }
  interface Post { id: ID! created: String! }
  type Photo implements Post @key(fields: "id") { id: ID! created: String! likes: Int! }
  type Text implements Post @key(fields: "id") { id: ID! created: String! }
`,
  {
    Query: {
      feed: () => [
        { __typename: 'Photo', id: '1' },
        { __typename: 'Text', id: '2' },
      ],
    },
    Photo: { created: () => 'first photo', likes: () => 1 },
    Text: { created: () => 'first text' },
  },
);
const second = subgraph(
  `
  type Query { photos: [Photo!]! }
  type Photo @key(fields: "id") { id: ID! created: String! @override(from: "first") likes: Int! @override(from: "first") }
`,
  {
    Query: { photos: () => [{ id: '9' }] },
    Photo: { created: () => 'second photo', likes: () => 2 },
  },
);
const third = subgraph(
  `
  type Photo @key(fields: "id") { id: ID! likes: Int! @external popular: Boolean! @requires(fields: "likes") }
`,
  { Photo: { popular: ({ likes }: { likes: number }) => likes > 1 } },
);

/** Moved fields of implementations, and moved fields that others require. */
export const overrideMixtures = defineBehaviour({
  title: '@override of a field of one implementation',
  subgraphs: { first, second, third },
  cases: [
    {
      title: 'moves it for that implementation only, where the interface is asked',
      query: '{ feed { created } }',
      data: { feed: [{ created: 'second photo' }, { created: 'first text' }] },
      representations: { second: 1 },
    },
    {
      title: 'holds in fragments on the implementation and on the interface alike',
      query:
        '{ feed { id ... on Photo { created } ... on Text { at: created } ... on Post { c: created } } }',
      data: {
        feed: [
          { id: '1', created: 'second photo', c: 'second photo' },
          { id: '2', at: 'first text', c: 'first text' },
        ],
      },
    },
    {
      title: 'gives the moved value to whoever requires the field',
      query: '{ feed { ... on Photo { popular } } photos { popular likes } }',
      data: { feed: [{ popular: true }, {}], photos: [{ popular: true, likes: 2 }] },
    },
  ],
});

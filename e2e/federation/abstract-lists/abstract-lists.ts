import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const POST = { __typename: 'Post', id: 'p1', title: 'Post 1', body: 'text', author: { id: 'u1' } };
const PHOTO = { __typename: 'Photo', id: 'f1', title: 'Photo 1', width: 640, author: { id: 'u2' } };
const AD = { __typename: 'Ad', id: 'a1', sponsor: { name: 'ACME' }, title: 9, slogan: 'Buy' };

const feeds = subgraph(
  `
  type Query { feed: [Item]! search: [Result!]! nested: [[Item!]]! }
  interface Item { id: ID! }
  interface Titled implements Item { id: ID! title: String! }
  type Post implements Item & Titled @key(fields: "id") { id: ID! title: String! body: String! author: User! }
  type Photo implements Item & Titled @key(fields: "id") { id: ID! title: String! width: Int! author: User! }
  type Ad implements Item { id: ID! sponsor: Sponsor! title: Int slogan: String! }
  type Sponsor { name: String! }
  type User @key(fields: "id") { id: ID! }
  union Result = Post | User | Ad
`,
  {
    Query: {
      feed: () => [POST, null, AD, PHOTO, POST],
      search: () => [{ __typename: 'User', id: 'u1' }, POST, AD],
      nested: () => [[POST, AD], null, [], [PHOTO]],
    },
  },
);

const social = subgraph(
  `
  type User @key(fields: "id") { id: ID! name: String! }
  type Post @key(fields: "id") { id: ID! likes: Int! comments: [Comment!]! }
  type Photo @key(fields: "id") { id: ID! likes: Int! }
  type Comment { text: String! by: User! }
`,
  {
    User: { name: ({ id }: { id: string }) => `User ${id}` },
    Post: { likes: () => 3, comments: () => [{ text: 'Nice', by: { id: 'u2' } }] },
    Photo: { likes: () => 5 },
  },
);

/** Lists of interfaces and unions, with a fragment for each type. */
export const abstractLists = defineBehaviour({
  title: 'a list of an abstract type',
  subgraphs: { feeds, social },
  cases: [
    {
      title: 'gives each item the fields of its own type, in the order of the operation',
      query:
        '{ feed { id ... on Post { body } ... on Ad { sponsor { name } } ... on Photo { width } __typename } }',
      data: {
        feed: [
          { id: 'p1', body: 'text', __typename: 'Post' },
          null,
          { id: 'a1', sponsor: { name: 'ACME' }, __typename: 'Ad' },
          { id: 'f1', width: 640, __typename: 'Photo' },
          { id: 'p1', body: 'text', __typename: 'Post' },
        ],
      },
    },
    {
      title: 'fetches the entities of several types in one request, each once',
      query: '{ feed { ... on Post { likes } ... on Photo { likes } } }',
      data: { feed: [{ likes: 3 }, null, {}, { likes: 5 }, { likes: 3 }] },
      requests: { feeds: 1, social: 2 },
      representations: { social: 2 },
    },
    {
      title: 'takes fragments on an interface that is between',
      query: '{ feed { ... on Titled { title ... on Post { likes } } ... on Item { id } } }',
      data: {
        feed: [
          { title: 'Post 1', likes: 3, id: 'p1' },
          null,
          { id: 'a1' },
          { title: 'Photo 1', id: 'f1' },
          { title: 'Post 1', likes: 3, id: 'p1' },
        ],
      },
    },
    {
      title: 'gives the same response name different meanings for different types',
      query: `{
        feed { ... on Post { what: body } ... on Photo { what: title } ... on Ad { what: slogan } }
        search { ... on User { label: name } ... on Post { label: title } ... on Ad { label: slogan } }
      }`,

      data: {
        feed: [{ what: 'text' }, null, { what: 'Buy' }, { what: 'Photo 1' }, { what: 'text' }],
        search: [{ label: 'User u1' }, { label: 'Post 1' }, { label: 'Buy' }],
      },
    },
    {
      title: 'gives the same response name objects of different fields for different types',
      query:
        '{ feed { ... on Post { who: author { name } } ... on Photo { who: author { id } } ... on Ad { who: sponsor { name } } } }',
      data: {
        feed: [
          { who: { name: 'User u1' } },
          null,
          { who: { name: 'ACME' } },
          { who: { id: 'u2' } },
          { who: { name: 'User u1' } },
        ],
      },
    },
    {
      title: 'follows entities inside items of one type',
      query: '{ search { ... on Post { comments { by { name } } author { name } } ... on User { name } } }',
      data: {
        search: [
          { name: 'User u1' },
          { comments: [{ by: { name: 'User u2' } }], author: { name: 'User u1' } },
          {},
        ],
      },
    },
    {
      title: 'is followed through lists of lists, null and empty ones included',
      query: '{ nested { id ... on Post { likes author { name } } ... on Photo { author { name } likes } } }',
      data: {
        nested: [
          [{ id: 'p1', likes: 3, author: { name: 'User u1' } }, { id: 'a1' }],
          null,
          [],
          [{ id: 'f1', author: { name: 'User u2' }, likes: 5 }],
        ],
      },
    },
    {
      title: 'gives objects without any field where no fragment applies',
      query: '{ search { ... on Ad { id } } }',
      data: { search: [{}, {}, { id: 'a1' }] },
    },
    {
      title: 'gives __typename under an alias, once for all and once in a fragment',
      query: '{ search { t: __typename ... on User { kind: __typename } } }',
      data: { search: [{ t: 'User', kind: 'User' }, { t: 'Post' }, { t: 'Ad' }] },
    },
  ],
});

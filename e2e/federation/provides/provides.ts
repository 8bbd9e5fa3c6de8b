import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

/** What the provided copies say differs from what the owner says, so that the answer tells where it came from. */
const people = subgraph(
  `
  type Query { people: [Person!]! }
  type Person @key(fields: "id") { id: ID! name: String! @shareable address: Address! @shareable email: String! }
  type Address { city: String! @shareable street: String! }
`,
  {
    Query: { people: () => [{ id: '1' }] },
    Person: {
      name: ({ id }: { id: string }) => `owner's ${id}`,
      email: () => 'mail',
      address: () => ({ city: "owner's city", street: "owner's street" }),
    },
  },
);
const posts = subgraph(
  `
  type Query {
    posts: [Post!]! @provides(fields: "author { name }")
    latest: Post
    pinned: [Post!]! @provides(fields: "author { address { city } }")
  }
  type Post @key(fields: "id") { id: ID! author: Person! reviewer: Person @provides(fields: "name") }
  type Person @key(fields: "id") { id: ID! name: String! @external address: Address! @external }
  type Address { city: String! @external }
`,
  {
    Query: {
      posts: () => [{ id: 'p1', author: { id: '1', name: 'provided 1' } }],
      latest: () => ({ id: 'p2', author: { id: '2' }, reviewer: { id: '3', name: "owner's 3" } }),
      pinned: () => [{ id: 'p4', author: { id: '4', address: { city: 'provided city' } } }],
    },
    Post: {
      __resolveReference: async ({ id }: { id: string }) => ({ id, author: { id: '9' }, reviewer: null }),
    },
  },
);
const hubs = subgraph(
  `
  type Query { hub: Hub }
  type Hub { top: Post }
  type Post @key(fields: "id") { id: ID! }
`,
  { Query: { hub: () => ({ top: { id: 'p9' } }) } },
);

/** Fields of another subgraph that are available at some paths only. */
export const provides = defineBehaviour({
  title: '@provides',
  subgraphs: { people, posts, hubs },
  cases: [
    {
      title: 'saves the request to the owner on its path',
      query: '{ posts { author { name } } }',
      data: { posts: [{ author: { name: 'provided 1' } }] },
      requests: { posts: 1, people: 0 },
    },
    {
      title: 'does not hold on a path that does not provide',
      query: '{ latest { author { name } } }',
      data: { latest: { author: { name: "owner's 2" } } },
      requests: { posts: 1, people: 1 },
    },
    {
      title: 'holds on a field of an object as on a root field',
      query: '{ latest { reviewer { name id } } }',
      data: { latest: { reviewer: { name: "owner's 3", id: '3' } } },
      requests: { posts: 1, people: 0 },
    },
    {
      title: 'gives what it names and leaves the rest to the owner',
      query: '{ latest { reviewer { name email } author { name } } }',
      data: { latest: { reviewer: { name: "owner's 3", email: 'mail' }, author: { name: "owner's 2" } } },
      requests: { posts: 1, people: 2 },
    },
    {
      title: 'reaches into nested objects, field by field',
      query: '{ pinned { author { address { city } } } }',
      data: { pinned: [{ author: { address: { city: 'provided city' } } }] },
      requests: { posts: 1, people: 0 },
    },
    {
      title: 'leaves the fields of a nested object that it does not name to the owner',
      query: '{ pinned { author { address { street } } } }',
      data: { pinned: [{ author: { address: { street: "owner's street" } } }] },
      requests: { posts: 1, people: 1 },
    },
    {
      title: 'does not leak to the entity as other subgraphs reach it',
      query: '{ hub { top { author { name } } } people { name } }',
      data: { hub: { top: { author: { name: "owner's 9" } } }, people: [{ name: "owner's 1" }] },
    },
  ],
});

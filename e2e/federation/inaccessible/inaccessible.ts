import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const open = subgraph(
  `
  type Query { users: [User!]! node: Node! things: [Thing!]! search(limit: Int = 2, debug: Boolean = true @inaccessible): [String!]!
    filter(by: Filter): String! colour: Colour colours: [Colour]! }
  type User @key(fields: "id") { id: ID! name: String! secret: String! @inaccessible friend: User hidden: Hidden @inaccessible }
  interface Node { id: ID! internal: Int @inaccessible }
  type Shown implements Node { id: ID! internal: Int @inaccessible }
  type Hidden implements Node @inaccessible { id: ID! internal: Int }
  union Thing = Shown | Hidden
  input Filter { name: String secret: String = "by default" @inaccessible }
  enum Colour { RED GREEN @inaccessible BLUE }
`,
  {
    Query: {
      users: () => [{ id: '1', name: 'Ann', secret: 's-1', friend: { id: '2', name: 'Ben', secret: 's-2' } }],
      node: () => ({ __typename: 'Shown', id: 'n', internal: 1 }),
      things: () => [
        { __typename: 'Shown', id: 's' },
        { __typename: 'Shown', id: 't' },
      ],
      search: (_: unknown, { limit, debug }: { limit: number; debug: boolean }) => [`${limit}`, `${debug}`],
      filter: (_: unknown, { by }: { by?: unknown }) => JSON.stringify(by ?? null),
      colour: () => 'RED',
      colours: () => ['RED', 'GREEN', 'BLUE'],
    },
  },
);
const extra = subgraph(
  `
  type User @key(fields: "id") { id: ID! secret: String! @external badge: String! @requires(fields: "secret") }
`,
  { User: { badge: ({ secret }: { secret: string }) => `badge of ${secret}` } },
);

const unknown = [{ message: /./ }];

/** What subgraphs share among themselves and clients do not see. */
export const inaccessible = defineBehaviour({
  title: '@inaccessible',
  subgraphs: { open, extra },
  cases: [
    { title: 'hides a field', query: '{ users { secret } }', errors: [{ message: /secret/ }] },
    {
      title: 'hides a type from fragments',
      query: '{ things { ... on Hidden { id } } }',
      errors: [{ message: /Hidden/ }],
    },
    {
      title: 'hides a field of an interface',
      query: '{ node { internal } }',
      errors: [{ message: /internal/ }],
    },
    { title: 'hides an argument', query: '{ search(debug: false) }', errors: [{ message: /debug/ }] },
    {
      title: 'hides an input field in a literal',
      query: '{ filter(by: { secret: "x" }) }',
      errors: unknown,
    },
    {
      title: 'hides an input field in a variable',
      query: 'query ($by: Filter) { filter(by: $by) }',
      variables: { by: { secret: 'x' } },
      errors: unknown,
    },
    {
      title: 'leaves hidden arguments and input fields at their defaults',
      query: '{ search filter(by: { name: "n" }) }',
      data: { search: ['2', 'true'], filter: '{"name":"n","secret":"by default"}' },
    },
    {
      title: 'does not keep a hidden field from being required',
      query: '{ users { badge friend { badge } } }',
      data: { users: [{ badge: 'badge of s-1', friend: { badge: 'badge of s-2' } }] },
      neverSends: { extra: /secret/ },
    },
    {
      title: 'lets through the values of an enum that are not hidden',
      query: '{ colour }',
      data: { colour: 'RED' },
    },
    {
      title: 'makes a hidden value of an enum in an answer null, with an error',
      query: '{ colours }',
      data: { colours: ['RED', null, 'BLUE'] },
      errors: [{ path: ['colours', 1] }],
    },
    {
      title: 'hides fields, types, arguments, input fields and values from introspection',
      anyOrder: true,
      query: `{
        user: __type(name: "User") { fields { name } }
        hidden: __type(name: "Hidden") { name }
        filter: __type(name: "Filter") { inputFields { name } }
        colour: __type(name: "Colour") { enumValues { name } }
        thing: __type(name: "Thing") { possibleTypes { name } }
        node: __type(name: "Node") { possibleTypes { name } fields { name } }
      }`,
      data: {
        user: { fields: [{ name: 'id' }, { name: 'name' }, { name: 'friend' }, { name: 'badge' }] },
        hidden: null,
        filter: { inputFields: [{ name: 'name' }] },
        colour: { enumValues: [{ name: 'RED' }, { name: 'BLUE' }] },
        thing: { possibleTypes: [{ name: 'Shown' }] },
        node: { possibleTypes: [{ name: 'Shown' }], fields: [{ name: 'id' }] },
      },
      requests: { open: 0, extra: 0 },
    },
    {
      title: 'refuses a hidden value as an argument',
      query: 'query ($c: Colour!) { users { id } }',
      variables: { c: 'GREEN' },
      errors: unknown,
    },
  ],
});

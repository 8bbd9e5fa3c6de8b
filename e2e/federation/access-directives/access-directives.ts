import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const a = subgraph(
  `
  type Query { open: Int me: User secret: Int @authenticated scoped: Int @requiresScopes(scopes: [["a", "b"], ["c"]]) }
  type User @key(fields: "id") { id: ID! name: String! mail: String @policy(policies: [["owner"]]) }
  type Vault @authenticated { gold: Int }
  scalar Token @requiresScopes(scopes: [["token"]])
  enum Level @policy(policies: [["levels"]]) { ONE }
`,
  { Query: { open: () => 1, me: () => ({ id: '1', name: 'Ann' }) } },
);
const b = subgraph('type User @key(fields: "id") { id: ID! stars: Int! vault: Int @authenticated }', {
  User: { stars: () => 5 },
});

/** A supergraph that says who may see what, and operations that ask for what everybody may see. */
export const accessDirectives = defineBehaviour({
  title: '@authenticated, @requiresScopes and @policy',
  apolloGateway: 'it refuses supergraphs with access rules',
  subgraphs: { a, b },
  cases: [
    {
      title: 'are of no matter for fields without them',
      query: '{ open me { name stars } __typename }',
      data: { open: 1, me: { name: 'Ann', stars: 5 }, __typename: 'Query' },
    },
    {
      title: 'do not show in introspection, while their fields do',
      anyOrder: true,
      query: '{ __schema { directives { name } } __type(name: "Query") { fields { name } } }',
      data: {
        __schema: {
          directives: ['include', 'skip', 'deprecated', 'specifiedBy', 'oneOf'].map((name) => ({ name })),
        },
        __type: { fields: ['open', 'me', 'secret', 'scoped'].map((name) => ({ name })) },
      },
    },
    {
      title: 'cannot be used in operations',
      query: '{ open @authenticated }',
      errors: [{ message: /authenticated/ }],
    },
  ],
});

import type { Case } from '../harness/behaviour.js';
import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const a = subgraph(
  `
  "The way in."
  type Query { user(id: ID! = "1", old: Int @deprecated(reason: "too old")): User gone: Int @deprecated find(by: By): String }
  type Mutation { noop: Int }
  "A person."
  type User @key(fields: "id") { id: ID! "What they are called." name: String! nick: String @deprecated(reason: "Use name.") role: Role }
  enum Role { BOSS TEMP @deprecated(reason: "no temps") }
  input By { id: ID! = "x7" flag: Boolean @deprecated(reason: "no flags") tags: [String!] = ["a"] }
  scalar When @specifiedBy(url: "https://example.org/when")
`,
  { Query: { user: () => ({ id: '1', name: 'Ann', role: 'BOSS' }) } },
);
const b = subgraph(
  `
  type User @key(fields: "id") { id: ID! posts(first: Int = 10): [Post!]! }
  type Post { title: String! secret: Int @inaccessible }
`,
  { User: { posts: () => [{ title: 'T' }] } },
);

const names = (list: string) => list.split(' ').map((name) => ({ name }));
const alone: Pick<Case, 'requests' | 'anyOrder'> = { anyOrder: true, requests: { a: 0, b: 0 } };

/** The schema as clients see it. */
export const introspection = defineBehaviour({
  title: 'introspection',
  subgraphs: { a, b },
  cases: [
    {
      title: 'shows the types of all subgraphs and none of the federation protocol',
      ...alone,
      query:
        '{ __schema { types { name } queryType { name } mutationType { name } subscriptionType { name } } }',
      data: {
        __schema: {
          types: names(
            'Query Mutation User Role By When Post ID Int String Boolean __Schema __Type __TypeKind __Field __InputValue __EnumValue __Directive __DirectiveLocation',
          ),
          queryType: { name: 'Query' },
          mutationType: { name: 'Mutation' },
          subscriptionType: null,
        },
      },
    },
    {
      title: 'shows the fields of a type from all subgraphs, the deprecated ones on demand',
      ...alone,
      query: `{
        __type(name: "User") { name kind fields { name } all: fields(includeDeprecated: true) { name isDeprecated deprecationReason } }
        Role: __type(name: "Role") { enumValues { name } all: enumValues(includeDeprecated: true) { name isDeprecated } }
      }`,
      data: {
        __type: {
          name: 'User',
          kind: 'OBJECT',
          fields: names('id name role posts'),
          all: [
            { name: 'id', isDeprecated: false, deprecationReason: null },
            { name: 'name', isDeprecated: false, deprecationReason: null },
            { name: 'nick', isDeprecated: true, deprecationReason: 'Use name.' },
            { name: 'role', isDeprecated: false, deprecationReason: null },
            { name: 'posts', isDeprecated: false, deprecationReason: null },
          ],
        },
        Role: {
          enumValues: [{ name: 'BOSS' }],
          all: [
            { name: 'BOSS', isDeprecated: false },
            { name: 'TEMP', isDeprecated: true },
          ],
        },
      },
    },
    {
      title: 'shows descriptions, default values, and URLs of scalars',
      ...alone,
      query: `{
        user: __type(name: "User") { description }
        when: __type(name: "When") { specifiedByURL }
        by: __type(name: "By") { inputFields { name defaultValue } }
      }`,
      data: {
        user: { description: 'A person.' },
        when: { specifiedByURL: 'https://example.org/when' },
        by: {
          inputFields: [
            { name: 'id', defaultValue: '"x7"' },
            { name: 'tags', defaultValue: '["a"]' },
          ],
        },
      },
    },
    {
      title: 'shows deprecated arguments and input fields on demand',
      ...alone,
      query: '{ by: __type(name: "By") { inputFields(includeDeprecated: true) { name deprecationReason } } }',
      data: {
        by: {
          inputFields: [
            { name: 'id', deprecationReason: null },
            { name: 'flag', deprecationReason: 'no flags' },
            { name: 'tags', deprecationReason: null },
          ],
        },
      },
    },
    {
      title: 'is answered beside data, under aliases and through fragments',
      query:
        'query ($n: String!) { user { name posts { title } } t: __type(name: $n) { ...x } ...y } fragment x on __Type { name kind } fragment y on Query { __schema { queryType { ...x } } }',
      variables: { n: 'Post' },
      data: {
        user: { name: 'Ann', posts: [{ title: 'T' }] },
        t: { name: 'Post', kind: 'OBJECT' },
        __schema: { queryType: { name: 'Query', kind: 'OBJECT' } },
      },
    },
    {
      title: 'says null for a type that does not exist, and for one of the federation protocol',
      ...alone,
      query:
        '{ a: __type(name: "Nobody") { name } b: __type(name: "_Entity") { name } c: __type(name: "join__Graph") { name } d: __type(name: "_Any") { name } }',
      data: { a: null, b: null, c: null, d: null },
    },
    {
      title: 'does not let clients into the federation protocol',
      query: '{ _service { sdl } }',
      errors: [{ message: /_service/ }],
    },
    {
      title: 'does not let clients ask for entities directly',
      query: '{ _entities(representations: []) { __typename } }',
      errors: [{ message: /_entities/ }],
    },
    {
      title: 'takes @include and @skip',
      query:
        'query ($yes: Boolean!) { __type(name: "Post") @include(if: $yes) { name @skip(if: $yes) kind } __schema @skip(if: $yes) { __typename } }',
      variables: { yes: true },
      data: { __type: { kind: 'OBJECT' } },
    },
    {
      title: 'shows the directives of the GraphQL specification only',
      ...alone,
      query: '{ __schema { directives { name args { name } } } }',
      data: {
        __schema: {
          directives: [
            { name: 'include', args: names('if') },
            { name: 'skip', args: names('if') },
            { name: 'deprecated', args: names('reason') },
            { name: 'specifiedBy', args: names('url') },
            { name: 'oneOf', args: [] },
          ],
        },
      },
    },
    {
      title: 'tells the types of fields through all wrappings',
      ...alone,
      query:
        '{ __type(name: "User") { fields { name type { kind name ofType { kind name ofType { kind name ofType { kind name } } } } args { name defaultValue } } } }',
      data: {
        __type: {
          fields: [
            [
              'id',
              { kind: 'NON_NULL', name: null, ofType: { kind: 'SCALAR', name: 'ID', ofType: null } },
              [],
            ],
            [
              'name',
              { kind: 'NON_NULL', name: null, ofType: { kind: 'SCALAR', name: 'String', ofType: null } },
              [],
            ],
            ['role', { kind: 'ENUM', name: 'Role', ofType: null }, []],
            [
              'posts',
              {
                kind: 'NON_NULL',
                name: null,
                ofType: {
                  kind: 'LIST',
                  name: null,
                  ofType: { kind: 'NON_NULL', name: null, ofType: { kind: 'OBJECT', name: 'Post' } },
                },
              },
              [{ name: 'first', defaultValue: '10' }],
            ],
          ].map(([name, type, args]) => ({ name, type, args })),
        },
      },
    },
  ],
});

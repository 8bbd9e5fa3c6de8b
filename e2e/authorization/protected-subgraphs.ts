import { plainSubgraph, subgraph } from '../federation/harness/subgraph.js';

const PEOPLE: Readonly<Record<string, Record<string, unknown>>> = {
  '1': { id: '1', name: 'Ann', mail: 'ann@example.com', phone: '1', code: 'k1', grade: 7, kind: 'ONE' },
  '2': { id: '2', name: 'Ben', mail: 'ben@example.com', phone: '2', code: 'k2', grade: 3, kind: 'TWO' },
};
const person = (id: string) => ({ __typename: 'User', ...PEOPLE[id] });

const BLOG = { __typename: 'Blog', id: 'b', title: 'Blog', views: 5, author: person('1') };
const DRAFT = { __typename: 'Draft', id: 'd', title: 'Draft', views: 6, author: person('2'), note: 'later' };
const AD = { __typename: 'Ad', id: 'a', text: 'Buy!', price: 9 };

/** Its directives have names of their own. */
export const accounts = plainSubgraph(
  `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
      "@key" "@shareable" "@requiresScopes"
      { name: "@authenticated", as: "@loggedIn" }
      { name: "@policy", as: "@rule" }
    ])
  type Query {
    open: Int
    me: User
    user(id: ID!, token: Token, kind: Kind): User!
    people: [User!]!
    maybePeople: [User]
    posts: [Post]
    feed: [Item]
    secret: Int @loggedIn
    strictSecret: Int! @loggedIn
    scoped: Int @requiresScopes(scopes: [["a", "b"], ["c"]])
    ruled(id: ID): Int @rule(policies: [["one", "two"], ["three"]])
    both: Int @requiresScopes(scopes: [["a"]]) @rule(policies: [["one"]])
    vault: Vault
    vaults: [Vault!]!
    token: Token
  }
  type Mutation {
    rename(name: String!): User
    promote(id: ID!): User @requiresScopes(scopes: [["admin"]])
    strictPromote: User! @requiresScopes(scopes: [["admin"]])
    leave: Farewell
  }
  type Farewell { reason: String @loggedIn }
  type User @key(fields: "id") @key(fields: "code") {
    id: ID!
    name: String!
    mail: String @rule(policies: [["owner"]])
    phone: String! @loggedIn
    code: String @requiresScopes(scopes: [["codes"]])
    kind: Kind
    best: User
    friends: [User!]!
  }
  interface Post { id: ID! title: String views: Int! author: User }
  type Blog implements Post { id: ID! title: String views: Int! author: User }
  type Draft implements Post { id: ID! title: String @loggedIn views: Int! @loggedIn author: User note: String }
  union Item = Blog | Draft | Ad
  type Ad @loggedIn { id: ID! text: String! price: Int }
  type Vault @loggedIn { gold: Int @requiresScopes(scopes: [["c"]]) }
  scalar Token @loggedIn
  enum Kind @rule(policies: [["kinds"]]) { ONE TWO }
`,
  {
    Query: {
      open: () => 1,
      me: () => person('1'),
      user: (_: unknown, { id }: { readonly id: string }) => person(id),
      people: () => [person('1'), person('2')],
      maybePeople: () => [person('1'), null],
      posts: () => [BLOG, DRAFT],
      feed: () => [BLOG, DRAFT, AD],
      secret: () => 2,
      strictSecret: () => 2,
      scoped: () => 3,
      ruled: () => 4,
      both: () => 5,
      vault: () => ({ gold: 6 }),
      vaults: () => [{ gold: 6 }],
      token: () => 't',
    },
    Mutation: {
      rename: (_: unknown, { name }: { readonly name: string }) => ({ ...person('1'), name }),
      promote: (_: unknown, { id }: { readonly id: string }) => person(id),
      strictPromote: () => person('1'),
      leave: () => ({ reason: 'Bye.' }),
    },
    User: {
      __resolveReference: ({ id, code }: { readonly id?: string; readonly code?: string }) =>
        person(id ?? (code === 'k1' ? '1' : '2')),
      best: () => person('2'),
      friends: () => [person('2')],
    },
  },
);

/** Knows users by the code that clients may not see, and reads their grade, which they may not see either. */
export const reviews = subgraph(
  `
  type User @key(fields: "code") {
    code: String
    grade: Int @external
    stars: Int!
    rank: Int @requires(fields: "grade") @requiresScopes(scopes: [["grades"]])
  }
`,
  {
    User: {
      stars: () => 5,
      rank: ({ grade }: { readonly grade: number }) => grade * 10,
    },
  },
);

export const grades = subgraph(
  `
  type User @key(fields: "id") { id: ID! grade: Int @requiresScopes(scopes: [["grades"]]) }
`,
  { User: { grade: ({ id }: { readonly id: string }) => PEOPLE[id]?.['grade'] } },
);

export const PROTECTED_SUBGRAPHS = { accounts, reviews, grades };

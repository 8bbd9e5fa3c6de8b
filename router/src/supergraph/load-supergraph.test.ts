import { readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import type { GraphQLSchema } from 'graphql';
import { lexicographicSortSchema, parse, printSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { loadSupergraph } from './load-supergraph.js';

const FEDERATION = `extend schema
  @link(url: "https://specs.apollo.dev/link/v1.0")
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
    "@key", "@shareable", "@external", "@requires", "@provides", "@override", "@interfaceObject", "@tag", "@composeDirective",
    "@context", "@fromContext", "@authenticated", "@requiresScopes", "@policy", "@cost", "@listSize"
    { name: "@inaccessible", as: "@internal" }
  ])`;

function compose(schemas: Readonly<Record<string, string>>): string {
  const composed = composeServices(
    Object.entries(schemas).map(([name, sdl]) => ({
      name,
      url: `http://${name}`,
      typeDefs: parse(sdl.includes('@link') ? sdl : `${FEDERATION}\n${sdl}`),
    })),
  );
  if (composed.errors !== undefined) throw new AggregateError(composed.errors, String(composed.errors));
  return composed.supergraphSdl;
}

const print = (schema: GraphQLSchema) => printSchema(lexicographicSortSchema(schema));

function printApollosApiSchema(sdl: string): string {
  const supergraph = Supergraph.build(sdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
  return print(supergraph.apiSchema().toGraphQLJSSchema());
}

const INACCESSIBLE = compose({
  a: `
    "The root."
    type Query {
      "A field." item(id: ID!, secret: Int @internal): Item
      hidden: Hidden @internal
      both: Both
      kind(of: Filter = { name: "n" }): Kind
    }
    type Mutation @internal { change: Int }
    type Item implements Named & Secret @key(fields: "id") {
      id: ID!
      name: String @deprecated(reason: "gone")
      secret: String @internal
    }
    interface Named { name(first: Int @internal): String }
    interface Secret @internal { secret: String }
    type Hidden implements Named @internal { name: String }
    union Both = Item | Hidden
    enum Kind { OPEN CLOSED @internal "Rare." RARE @deprecated }
    input Filter { name: String = "x" hidden: HiddenInput @internal list: [Int!]! = [1, 2] }
    input HiddenInput @internal { a: Int }
    scalar Date @specifiedBy(url: "https://example.com/date")
    scalar Internal @internal
    input Unused { a: Int b: Date }
    extend type Query { unused(input: Unused): Date }
  `.replace('name(first: Int @internal): String', 'name: String'),
  b: `type Item @key(fields: "id") { id: ID! price(currency: String = "EUR"): Float }`,
});

const EVERYTHING = compose({
  a: `${FEDERATION.replace('{ name: "@inaccessible", as: "@internal" }', '"@inaccessible" "FieldSet"')}
      @link(url: "https://example.com/loud/v1.0", import: ["@loud", { name: "@quiet", as: "@silent" }])
      @composeDirective(name: "@loud") @composeDirective(name: "@silent")
    directive @loud(times: Int) on FIELD_DEFINITION | OBJECT
    directive @silent on FIELD_DEFINITION
    directive @trace(level: Level = LOW) on QUERY | FIELD
    enum Level { LOW HIGH }
    type Query {
      t: T @loud(times: 3) @authenticated
      list(first: Int): [I!] @listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)
      scoped: Int @requiresScopes(scopes: [["a"]]) @cost(weight: 3)
      policed: Int @policy(policies: [["p"]]) @tag(name: "t") @silent
    }
    type T @key(fields: "id") @context(name: "ctx") { id: ID! u: U prop: String }
    type U @key(fields: "id") { id: ID! other: String field(a: String @fromContext(field: "$ctx { prop }"), b: Int): Int }
    interface I @key(fields: "id") { id: ID! }
    type A implements I @key(fields: "id") { id: ID! only: Int @inaccessible }
    type B implements I @key(fields: "id") { id: ID! }`,
  b: `directive @trace(level: Level = LOW) on QUERY | FIELD
    enum Level { LOW HIGH }
    type I @key(fields: "id") @interfaceObject { id: ID! name: String }
    type U @key(fields: "id") { id: ID! other: String @override(from: "a", label: "percent(10)") }
    type Subscription { ticks: Int }`,
});

/** The specification and its directive under other names; compositions write only one of the two. */
const linkedAs = (names: string) =>
  INACCESSIBLE.replaceAll('@internal', '@hide').replace(
    /@link\(url: "https:\/\/specs.apollo.dev\/inaccessible\/v0.2"[^)]*\)/,
    `@link(url: "https://specs.apollo.dev/inaccessible/v0.2", ${names}, for: SECURITY)`,
  );

const FEDERATION_1 = `
schema @core(feature: "https://specs.apollo.dev/core/v0.2") @core(feature: "https://specs.apollo.dev/join/v0.1", for: EXECUTION)
  @core(feature: "https://specs.apollo.dev/inaccessible/v0.1", for: SECURITY) @core(feature: "https://specs.apollo.dev/tag/v0.1")
{ query: Query }
directive @core(as: String, feature: String!, for: core__Purpose) repeatable on SCHEMA
directive @inaccessible on FIELD_DEFINITION | INTERFACE | OBJECT | UNION
directive @tag(name: String!) repeatable on FIELD_DEFINITION | INTERFACE | OBJECT | UNION
directive @join__field(graph: join__Graph, requires: join__FieldSet, provides: join__FieldSet) on FIELD_DEFINITION
directive @join__type(graph: join__Graph!, key: join__FieldSet) repeatable on OBJECT | INTERFACE
directive @join__owner(graph: join__Graph!) on OBJECT | INTERFACE
directive @join__graph(name: String!, url: String!) on ENUM_VALUE
directive @stream on FIELD
scalar join__FieldSet
enum core__Purpose { EXECUTION SECURITY }
enum join__Graph { USERS @join__graph(name: "users" url: "http://users.test/graphql") }
type Query { me: User @join__field(graph: USERS) any: Any secret: Secret @inaccessible }
union Any = User | Secret
type Secret @inaccessible { a: Int }
type User @join__owner(graph: USERS) @join__type(graph: USERS, key: "id") @tag(name: "x") {
  id: ID! @join__field(graph: USERS)
  "Shown." name: String @join__field(graph: USERS)
  hidden: String @join__field(graph: USERS) @inaccessible
}`;

const ofJoin = (version: string) =>
  INACCESSIBLE.replace('https://specs.apollo.dev/join/v0.5', `https://specs.apollo.dev/join/${version}`);

const SUPERGRAPHS: readonly [string, string][] = [
  ['of this repository', readFileSync('schema/supergraph.graphql', 'utf8')],
  ['with inaccessible elements of every kind', INACCESSIBLE],
  ['with every directive of Federation', EVERYTHING],
  [
    'whose @inaccessible is imported under another name',
    linkedAs('as: "concealed", import: [{ name: "@inaccessible", as: "@hide" }]'),
  ],
  ['whose inaccessible specification is linked under another name', linkedAs('as: "hide"')],
  ['composed by Federation 1', FEDERATION_1],
  ['of join v0.4', ofJoin('v0.4')],
  ['of join v0.3', ofJoin('v0.3')],
  [
    'with extensions and roots of other names',
    `${FEDERATION_1.replace('{ query: Query }', '{ query: TheQuery }').replace('type Query', 'type TheQuery')}
     extend type User { more: Int other: Int @inaccessible }`,
  ],
  [
    'that defines @inaccessible without linking its specification',
    FEDERATION_1.replace('@core(feature: "https://specs.apollo.dev/inaccessible/v0.1", for: SECURITY)', ''),
  ],
];

describe.each(SUPERGRAPHS)('the API schema of a supergraph %s', (_title, sdl) => {
  const ours = print(loadSupergraph(sdl).apiSchema);

  it('is the one that Apollo makes', () => {
    // A directive of no specification that is meant for schemas: Apollo leaves it, clients have no use for it.
    const apollos = printApollosApiSchema(sdl).replaceAll(/^directive @inaccessible .*\n\n/gm, '');
    expect(ours).toBe(apollos);
  });

  it('has no element of a linked specification', () => {
    expect(ours).not.toMatch(/join__|link__|core__|@tag|@cost|@policy/);
  });
});

describe('a loaded supergraph', () => {
  it('keeps descriptions, deprecations, @specifiedBy, @oneOf and directives for operations', () => {
    const schema = print(loadSupergraph(INACCESSIBLE).apiSchema);
    for (const part of ['"""The root."""', '@deprecated(reason: "gone")', '@specifiedBy(url:']) {
      expect(schema).toContain(part);
    }
    expect(schema).toContain('list: [Int!]! = [1, 2]');
    // Apollo's composition does not know @oneOf yet; a supergraph may come from another.
    const oneOf = loadSupergraph(`${FEDERATION_1} input One @oneOf { a: Int b: Int }`).apiSchema.getType(
      'One',
    );
    expect(oneOf).toMatchObject({ isOneOf: true });
    expect(print(loadSupergraph(EVERYTHING).apiSchema)).toContain(
      'directive @trace(level: Level = LOW) on FIELD | QUERY',
    );
  });

  it('has an id that follows its text', () => {
    const { id } = loadSupergraph(FEDERATION_1);
    expect(id).toMatch(/^[0-9a-f]{16}$/);
    expect(loadSupergraph(FEDERATION_1).id).toBe(id);
    expect(loadSupergraph(`${FEDERATION_1} `).id).not.toBe(id);
  });

  it('names its subgraphs', () => {
    expect(loadSupergraph(FEDERATION_1).subgraphs).toEqual([
      { name: 'users', url: 'http://users.test/graphql' },
    ]);
  });
});

describe('a supergraph is refused', () => {
  it.each([
    ['when it is no GraphQL', 'type Query {', 'line 1, column 13'],
    ['when it is a plain schema', 'type Query { a: Int }', 'no enum join__Graph'],
    ['when a type is missing', FEDERATION_1.replace('me: User', 'me: Nobody'), 'Unknown type: "Nobody"'],
    [
      'when an accessible field has an inaccessible type',
      FEDERATION_1.replace('secret: Secret @inaccessible', 'secret: Secret'),
      'Unknown type: "Secret"',
    ],
    [
      'when a type has inaccessible fields only',
      FEDERATION_1.replace('id: ID!', 'id: ID! @inaccessible').replace(
        '"Shown." name: String',
        'name: String @inaccessible',
      ),
      'Type User must define one or more fields',
    ],
    [
      'when the root of queries is inaccessible',
      FEDERATION_1.replace('type Query {', 'type Query @inaccessible {'),
      'Query root type must be provided',
    ],
  ])('%s', (_title, sdl, reason) => {
    expect(() => loadSupergraph(sdl)).toThrow(
      expect.objectContaining({
        name: 'StartError',
        code: 'SUPERGRAPH_INVALID',
        message: expect.stringContaining(reason) as string,
      }),
    );
  });
});

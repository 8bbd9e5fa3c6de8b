import { describe, expect, it } from 'vitest';
import { createRouter } from '../create-router.js';
import { composeSupergraph } from '../testing/compose-supergraph.js';
import { createInProcessTransport } from '../transport/in-process-transport.js';
import { readSubgraphs } from './read-subgraphs.js';

const URLS = { users: 'http://users.test/graphql', reviews: 'http://reviews.test/graphql' };

/** As the composition of Federation 1 wrote supergraphs: core and join in their versions 0.1. */
const FEDERATION_1 = `
schema @core(feature: "https://specs.apollo.dev/core/v0.1") @core(feature: "https://specs.apollo.dev/join/v0.1") { query: Query }
directive @core(feature: String!) repeatable on SCHEMA
directive @join__field(graph: join__Graph, requires: join__FieldSet, provides: join__FieldSet) on FIELD_DEFINITION
directive @join__type(graph: join__Graph!, key: join__FieldSet) repeatable on OBJECT | INTERFACE
directive @join__owner(graph: join__Graph!) on OBJECT | INTERFACE
directive @join__graph(name: String!, url: String!) on ENUM_VALUE
scalar join__FieldSet
enum join__Graph {
  USERS @join__graph(name: "users" url: "http://users.test/graphql")
  REVIEWS @join__graph(name: "reviews" url: "http://reviews.test/graphql")
}
type Query { me: User @join__field(graph: USERS) }
type User @join__owner(graph: USERS) @join__type(graph: USERS, key: "id") @join__type(graph: REVIEWS, key: "id") {
  id: ID! @join__field(graph: USERS)
  name: String @join__field(graph: USERS)
  reviews: [Review] @join__field(graph: REVIEWS)
}
type Review { body: String }
`;

const FEDERATION_1_SCHEMAS = {
  users: 'type Query { me: User } type User @key(fields: "id") { id: ID! name: String }',
  reviews:
    'extend type User @key(fields: "id") { id: ID! @external reviews: [Review] } type Review { body: String }',
};

const SUPERGRAPHS: readonly [string, string][] = [
  ['composed by Federation 1', FEDERATION_1],
  [
    'composed by Federation 2 from schemas of Federation 1',
    composeSupergraph(FEDERATION_1_SCHEMAS, { federation: 1, urls: URLS }),
  ],
];

describe.each(SUPERGRAPHS)('a supergraph %s', (_title, supergraphSdl) => {
  it('names its subgraphs and their URLs', () => {
    expect(Object.fromEntries(readSubgraphs(supergraphSdl).map(({ name, url }) => [name, url]))).toEqual(
      URLS,
    );
  });

  it('is served', async () => {
    const router = await createRouter({
      supergraphSdl,
      transport: createInProcessTransport(
        new Map([
          [
            'users',
            { execute: async () => ({ data: { me: { __typename: 'User', id: '1', name: 'Ann' } } }) },
          ],
          ['reviews', { execute: async () => ({ data: { _entities: [{ reviews: [{ body: 'Fine.' }] }] } }) }],
        ]),
      ),
    });
    expect((await router.execute({ query: '{ me { name reviews { body } } }' })).data).toEqual({
      me: { name: 'Ann', reviews: [{ body: 'Fine.' }] },
    });
    await router.close();
  });
});

describe('a supergraph is refused, with the reason,', () => {
  it.each([
    ['when it is no GraphQL', 'type Query {', 'line 1, column 13'],
    ['when it is a plain schema', 'type Query { a: Int }', 'join__Graph'],
    ['when it does not hold together', FEDERATION_1.replace('me: User', 'me: Nobody'), 'Nobody'],
  ])('%s', async (_title, supergraphSdl, reason) => {
    await expect(createRouter({ supergraphSdl })).rejects.toMatchObject({
      name: 'StartError',
      code: 'SUPERGRAPH_INVALID',
      message: expect.stringContaining(reason) as string,
    });
  });

  it('when the configuration names a subgraph that it does not have', async () => {
    const attempt = createRouter({
      supergraphSdl: FEDERATION_1,
      subgraphs: { user: { url: 'http://u.test' } },
    });
    await expect(attempt).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('it has users, reviews') as string,
    });
  });
});

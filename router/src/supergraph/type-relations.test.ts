import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { loadSupergraph } from './load-supergraph.js';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@interfaceObject", "@inaccessible"])';

const { supergraphSdl, errors } = composeServices([
  {
    name: 'films',
    url: 'http://films.test',
    typeDefs: parse(`${LINK}
      type Query { media: [Media!] any: Any }
      interface Node { id: ID! }
      interface Media implements Node @key(fields: "id") { id: ID! }
      type Film implements Media & Node @key(fields: "id") { id: ID! secret: [Int!] @inaccessible }
      type Draft implements Media & Node @key(fields: "id") @inaccessible { id: ID! }
      union Any = Film | Draft`),
  },
  {
    name: 'reviews',
    url: 'http://reviews.test',
    typeDefs: parse(`${LINK}
      type Mutation { rate: Media }
      type Media @key(fields: "id") @interfaceObject { id: ID! stars: Int }`),
  },
]);
if (errors !== undefined) throw new AggregateError(errors, String(errors));
const { types, apiSchema } = loadSupergraph(supergraphSdl);
const sorted = (names: ReadonlySet<string> | undefined) => [...(names ?? [])].sort();

describe('type relations', () => {
  it('hold the possible types of an abstract type, inaccessible ones included', () => {
    expect(sorted(types.possibleTypes.get('Any'))).toEqual(['Draft', 'Film']);
    expect(sorted(types.possibleTypes.get('Media'))).toEqual(['Draft', 'Film']);
    expect(sorted(types.possibleTypes.get('Film'))).toEqual(['Film']);
    expect(apiSchema.getType('Draft')).toBeUndefined();
  });

  it('count the name of an interface object among the type names that fulfil a condition', () => {
    expect(sorted(types.typenames.get('Media'))).toEqual(['Draft', 'Film', 'Media']);
    expect(sorted(types.typenames.get('Node'))).toEqual(['Draft', 'Film', 'Media']);
    expect(sorted(types.typenames.get('Any'))).toEqual(['Draft', 'Film']);
  });

  it('say in which subgraph an interface is an object', () => {
    expect(types.interfaceObjects).toEqual(new Map([['reviews', new Set(['Media'])]]));
  });

  it('know the types of fields that clients do not see', () => {
    expect(String(types.fieldType('Film', 'secret'))).toBe('[Int!]');
    expect(String(types.fieldType('Media', 'stars'))).toBe('Int');
    expect(String(types.fieldType('Any', '__typename'))).toBe('String!');
    expect(types.fieldType('Film', 'nope')).toBeUndefined();
    expect(types.fieldType('Any', 'id')).toBeUndefined();
  });

  it('name the root types', () => {
    expect(types.rootTypes).toEqual({ query: 'Query', mutation: 'Mutation', subscription: undefined });
  });
});

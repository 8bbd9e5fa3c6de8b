import { describe, expect, it } from 'vitest';
import { negotiateMediaType } from './negotiate-media-type.js';

const JSON_TYPE = 'application/json';
const GRAPHQL_TYPE = 'application/graphql-response+json';

describe('the media type of an answer', () => {
  it.each([
    [undefined, JSON_TYPE],
    ['', JSON_TYPE],
    ['*/*', JSON_TYPE],
    ['application/*', JSON_TYPE],
    [JSON_TYPE, JSON_TYPE],
    ['application/json; charset=utf-8', JSON_TYPE],
    [GRAPHQL_TYPE, GRAPHQL_TYPE],
    ['Application/GraphQL-Response+JSON', GRAPHQL_TYPE],
    // As GraphQL clients write it.
    [`${GRAPHQL_TYPE}, application/json;q=0.9`, GRAPHQL_TYPE],
    [`${GRAPHQL_TYPE}, ${JSON_TYPE}`, GRAPHQL_TYPE],
    [`${JSON_TYPE}, ${GRAPHQL_TYPE}`, JSON_TYPE],
    [`${GRAPHQL_TYPE};q=0.5, ${JSON_TYPE};q=0.6`, JSON_TYPE],
    [`text/html, ${JSON_TYPE};q=0.1, */*;q=0.01`, JSON_TYPE],
    [`${GRAPHQL_TYPE}, */*`, GRAPHQL_TYPE],
    ['application/json;q=0, */*', GRAPHQL_TYPE],
    ['image/png', null],
    ['application/json;q=0', null],
    ['*/*;q=0', null],
    ['text/*', null],
    ['nonsense', null],
  ])('for accept %j is %j', (accept, expected) => {
    expect(negotiateMediaType(accept)?.mediaType ?? null).toBe(expected);
    expect(negotiateMediaType(accept)?.mediaType ?? null).toBe(expected);
  });

  it.each([
    [undefined, false],
    ['*/*', false],
    ['application/*', false],
    [JSON_TYPE, true],
    [`text/html, ${JSON_TYPE};q=0.1, */*;q=0.01`, true],
    [`${GRAPHQL_TYPE}, ${JSON_TYPE};q=0.9`, false],
  ])('for accept %j hides that an operation was refused: %j', (accept, expected) => {
    expect(negotiateMediaType(accept)?.hidesRefusals).toBe(expected);
  });
});

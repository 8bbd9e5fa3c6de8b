import { NESTED_QUERY } from '../supergraph/queries.ts';

/**
 * Requests that a client gets wrong, by what is wrong with them; the gateway must refuse each with a status of 4xx. They ask for
 * the media type whose status says so of a well-formed request, too; with `application/json` it would be 200
 * (https://graphql.github.io/graphql-over-http/draft/#sec-Status-Codes).
 */
export const BROKEN_REQUESTS: Readonly<Record<string, string>> = {
  'unknown field': document('{ users { id nickname } }'),
  'syntax error': document('{ users { id '),
  'unknown operation': raw('{"query":"query A { me { id } }","operationName":"B"}'),
  'not JSON': raw('{"query":"{ me { id } }"'),
  'no query': raw('{}'),
  'wrong media type': raw('{"query":"{ me { id } }"}', 'text/plain'),
  'too large': raw(`{"query":"{ me { id } }","variables":{"ballast":"${'x'.repeat(1_500_000)}"}}`),
  'undefined variable': document('query ($id: ID!) { user(id: $id) { id } }'),
  'not HTTP': 'HELLO\r\n\r\n',
  'fragments in a circle': document(
    `${NESTED_QUERY} fragment A on User { ...B } fragment B on User { ...A }`,
  ),
};

function document(query: string): string {
  return raw(JSON.stringify({ query }));
}

function raw(body: string, mediaType = 'application/json'): string {
  return `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: ${mediaType}\r\naccept: application/graphql-response+json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

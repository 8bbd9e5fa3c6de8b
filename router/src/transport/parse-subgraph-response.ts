import type { GraphQLFormattedError } from 'graphql';
import type { SubgraphResponse } from './subgraph-transport.js';
import { SubrequestError } from './subrequest-error.js';

/**
 * Checks that what a subgraph answered has the form of a GraphQL response
 * (https://spec.graphql.org/October2021/#sec-Response-Format). The data itself is not looked into.
 *
 * @throws {SubrequestError} Thrown when it has not, with the code `SUBREQUEST_MALFORMED_RESPONSE`.
 */
export function parseSubgraphResponse(
  subgraph: string,
  answer: unknown,
  httpStatus: number,
): SubgraphResponse {
  const malformed = (what: string) =>
    new SubrequestError('SUBREQUEST_MALFORMED_RESPONSE', `Subgraph "${subgraph}" answered ${what}.`);

  if (!isRecord(answer)) throw malformed('something that is not a JSON object');
  const { data, errors, extensions } = answer;
  if (data === undefined && errors === undefined) throw malformed('neither data nor errors');
  if (data !== undefined && data !== null && !isRecord(data)) throw malformed('data that is not an object');
  if (errors !== undefined && errors !== null && !isErrorList(errors))
    throw malformed('errors that are not a list of objects');
  return {
    data,
    errors: errors ?? undefined,
    extensions: isRecord(extensions) ? extensions : undefined,
    httpStatus,
  };
}

function isErrorList(value: unknown): value is readonly GraphQLFormattedError[] {
  return Array.isArray(value) && value.every(isRecord);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

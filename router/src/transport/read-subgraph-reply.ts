import type { GraphQLFormattedError } from 'graphql';
import { JsonNestingError, parseLosslessJson } from '../json/parse-lossless-json.js';
import type { SubgraphReply, SubgraphResponse } from './subgraph-transport.js';
import { SubrequestError } from './subrequest-error.js';

export interface ReadSubgraphReplyOptions {
  /**
   * Whether numbers that JavaScript would write otherwise than the subgraph did (`1.0`, `12345678901234567890`) become
   * `JSON.rawJSON` objects, which `JSON.stringify` writes as they came. Only for replies of kind `text`. Default false.
   */
  readonly lossless?: boolean;
}

const BYTE_ORDER_MARK = 0xfeff;

/**
 * Checks that a reply has the form of a GraphQL response (https://spec.graphql.org/October2021/#sec-Response-Format).
 * The data itself is not looked into. The media type is not asked: what counts is whether the text is a response, since
 * servers name it in many ways.
 *
 * @throws {SubrequestError} Thrown with `SUBREQUEST_MALFORMED_RESPONSE` when it has not, and with
 * `SUBREQUEST_HTTP_ERROR` when its HTTP status is no success and it does not say why in GraphQL errors.
 */
export function readSubgraphReply(
  subgraphName: string,
  reply: SubgraphReply,
  { lossless = false }: ReadSubgraphReplyOptions = {},
): SubgraphResponse {
  const { httpStatus } = reply;
  const answer = reply.kind === 'text' ? parseText(subgraphName, reply.text, lossless) : reply.result;
  // A response with errors is an answer whatever its status: GraphQL over HTTP sends request errors with 4xx and 5xx.
  if ((httpStatus < 200 || httpStatus > 299) && !hasErrors(answer)) {
    throw new SubrequestError(
      'SUBREQUEST_HTTP_ERROR',
      `Subgraph "${subgraphName}" answered with HTTP status ${httpStatus}.`,
    );
  }
  return checkForm(subgraphName, answer, httpStatus);
}

/** `undefined` for text that is not JSON, which is not a value that JSON can have. */
function parseText(subgraphName: string, text: string, lossless: boolean): unknown {
  // RFC 8259 allows a reader to pass over the mark that no writer may add.
  const json = text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
  try {
    return lossless ? parseLosslessJson(json) : (JSON.parse(json) as unknown);
  } catch (error) {
    if (error instanceof JsonNestingError) throw malformed(subgraphName, 'JSON that is nested too deeply');
    return undefined;
  }
}

function checkForm(subgraphName: string, answer: unknown, httpStatus: number): SubgraphResponse {
  if (!isRecord(answer)) throw malformed(subgraphName, 'something that is not a JSON object');
  const { data, errors, extensions } = answer;
  const errorList = errors ?? undefined;
  if (data === undefined && errorList === undefined) throw malformed(subgraphName, 'neither data nor errors');
  if (data !== undefined && data !== null && !isRecord(data)) {
    throw malformed(subgraphName, 'data that is not an object');
  }
  if (errorList !== undefined && !isErrorList(errorList)) {
    throw malformed(subgraphName, 'errors that are not a list of objects');
  }
  return { data, errors: errorList, extensions: isRecord(extensions) ? extensions : undefined, httpStatus };
}

function malformed(subgraphName: string, what: string): SubrequestError {
  return new SubrequestError('SUBREQUEST_MALFORMED_RESPONSE', `Subgraph "${subgraphName}" answered ${what}.`);
}

function hasErrors(answer: unknown): boolean {
  return isRecord(answer) && Array.isArray(answer['errors']) && answer['errors'].length > 0;
}

/** A message may be missing: whoever shows the error has words of its own for that. */
function isErrorList(value: unknown): value is readonly GraphQLFormattedError[] {
  return Array.isArray(value) && value.every(isRecord);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

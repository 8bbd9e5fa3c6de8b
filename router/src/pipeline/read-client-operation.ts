import { ClientError } from '../errors/client-error.js';
import { JsonNestingError } from '../json/parse-lossless-json.js';
import { parseClientJson, PrototypeKeyError } from './parse-client-json.js';

/** What a client asks for (https://graphql.github.io/graphql-over-http/draft/#sec-Request-Parameters). */
export interface ClientOperation {
  readonly query: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: JsonObject | undefined;
  readonly extensions: JsonObject | undefined;
  /** The persisted document that it means: `documentId`, or `doc_id` as Relay's clients say. */
  readonly documentId: string | undefined;
}

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads the body of a POST request.
 *
 * @throws {ClientError} Thrown with `BAD_REQUEST` when it is no GraphQL request. Batches are none: one request would
 * cost as much as many.
 */
export function readBody(text: string): ClientOperation {
  if (text === '') throw bad('The request body is empty.');
  const body = parseJson(text, 'The request body');
  if (Array.isArray(body)) throw bad('Send one operation, not a list: batches are not taken.');
  if (!isObject(body)) throw bad('The request body must be a JSON object.');
  return {
    query: optionalText(body, 'query'),
    operationName: optionalText(body, 'operationName'),
    variables: optionalObject(body, 'variables'),
    extensions: optionalObject(body, 'extensions'),
    documentId: optionalText(body, 'documentId') ?? optionalText(body, 'doc_id'),
  };
}

/**
 * Reads the URL's query of a GET request.
 *
 * @throws {ClientError} Thrown with `BAD_REQUEST` when it is no GraphQL request.
 */
export function readSearch(search: string): ClientOperation {
  const parameters = new URLSearchParams(search);
  return {
    query: parameter(parameters, 'query'),
    operationName: parameter(parameters, 'operationName'),
    variables: jsonParameter(parameters, 'variables'),
    extensions: jsonParameter(parameters, 'extensions'),
    documentId: parameter(parameters, 'documentId') ?? parameter(parameters, 'doc_id'),
  };
}

function parameter(parameters: URLSearchParams, name: string): string | undefined {
  const [value, ...others] = parameters.getAll(name);
  if (others.length > 0) throw bad(`The parameter "${name}" may stand in the URL only once.`);
  return value;
}

function jsonParameter(parameters: URLSearchParams, name: string): JsonObject | undefined {
  const text = parameter(parameters, name);
  if (text === undefined) return undefined;
  const value = parseJson(text, `The parameter "${name}"`);
  if (isObject(value)) return value;
  throw bad(`The parameter "${name}" must hold a JSON object.`);
}

function optionalText(body: JsonObject, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw bad(`"${name}" must be a text.`);
}

function optionalObject(body: JsonObject, name: string): JsonObject | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (isObject(value)) return value;
  throw bad(`"${name}" must be an object.`);
}

/**
 * @param what Names what is parsed in the message.
 * @throws {ClientError} Thrown when it is not JSON, or nothing that may be worked on.
 */
export function parseJson(text: string, what: string): unknown {
  try {
    return parseClientJson(text);
  } catch (error) {
    if (error instanceof JsonNestingError) {
      throw new ClientError('MAX_RECURSION_LIMIT', {
        message: `${what} is nested too deeply.`,
        cause: error,
      });
    }
    throw bad(
      `${what} ${error instanceof PrototypeKeyError ? 'holds the key "__proto__"' : 'is not valid JSON'}.`,
      error,
    );
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function bad(message: string, cause?: unknown): ClientError {
  return new ClientError('BAD_REQUEST', { message, cause });
}

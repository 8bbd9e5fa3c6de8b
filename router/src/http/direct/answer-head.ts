import { STATUS_CODES, validateHeaderName, validateHeaderValue } from 'node:http';
import { NOT_IN_FIELD_VALUE } from '../../headers/field-syntax.js';
import type { HttpAnswer } from '../http-answer.js';

export interface AnswerHead {
  readonly text: string;
  /** Whether the answer says that it is the connection's last. */
  readonly closes: boolean;
}

/** Names that can be headers; only so many are remembered. */
const knownNames = new Set<string>();
const MAX_KNOWN_NAMES = 1_000;

/**
 * Writes the head of an answer as `node:http` does, with the date and what becomes of the connection.
 *
 * @param bodyLength Bytes.
 * @param keepAliveTimeout Milliseconds that the connection stays open without a request.
 * @throws {TypeError} Thrown when one of the headers cannot be a header.
 */
export function writeAnswerHead(
  { status, headers, standing }: Pick<HttpAnswer, 'status' | 'headers' | 'standing'>,
  bodyLength: number,
  keepAliveTimeout: number,
): AnswerHead {
  let text = statusLine(status) + standing.lines;
  let hasLength = false;
  let closes = false;
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index] as string;
    const value = headers[index + 1] as string;
    if (!knownNames.has(name)) checkName(name);
    if (NOT_IN_FIELD_VALUE.test(value)) validateHeaderValue(name, value);
    text += `${name}: ${value}\r\n`;
    if (name === 'content-length') hasLength = true;
    else if (name === 'connection' && value === 'close') closes = true;
  }
  if (!hasLength && hasBody(status)) text += `content-length: ${bodyLength}\r\n`;
  text += dateLine();
  if (!closes)
    text += `connection: keep-alive\r\nkeep-alive: timeout=${Math.floor(keepAliveTimeout / 1000)}\r\n`;
  return { text: `${text}\r\n`, closes };
}

function checkName(name: string): void {
  validateHeaderName(name);
  if (knownNames.size < MAX_KNOWN_NAMES) knownNames.add(name);
}

function statusLine(status: number): string {
  return status === 200
    ? 'HTTP/1.1 200 OK\r\n'
    : `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'unknown'}\r\n`;
}

/** Whether an answer of a status has a body, even an empty one. */
function hasBody(status: number): boolean {
  return status !== 204 && status !== 304;
}

let dateSecond = -1;
let date = '';

function dateLine(): string {
  const now = Date.now();
  const second = Math.floor(now / 1000);
  if (second !== dateSecond) {
    dateSecond = second;
    date = `date: ${new Date(now).toUTCString()}\r\n`;
  }
  return date;
}

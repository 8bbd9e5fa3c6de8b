import { TOKEN_CHARACTERS } from '../../headers/field-syntax.js';
import type { ResponseHeaders, WantedHeaders } from './response-headers.js';
import { readHeader, readWantedHeader } from './response-headers.js';
import { notHttp } from './response-error.js';

/** Status line and headers of a response, as far as this client needs them. */
export interface ResponseHead extends ResponseHeaders {
  /** Where the body begins. */
  bodyStart: number;
  readonly status: number;
  readonly isHttp10: boolean;
}

const CR = 13;
const LF = 10;
const SPACE = 32;
const TAB = 9;
const COLON = 58;
const ZERO = 48;

/** 1 for the characters of header names. */
const IS_TOKEN = new Uint8Array(256);
for (const byte of Buffer.from(TOKEN_CHARACTERS)) IS_TOKEN[byte] = 1;

const PROTOCOL = Buffer.from('HTTP/1.');
/** "HTTP/1.1 200", and what tells that the status has no fourth digit. */
const STATUS_LINE_LENGTH = 13;

/**
 * Reads the head of a response (https://www.rfc-editor.org/rfc/rfc9112#section-4) from `bytes[start]` up to
 * `bytes[end]`, in one pass and without copying.
 *
 * It is stricter than it would have to be (no bare line feeds, no folded lines, no space before a colon): a reply that
 * two parsers may understand differently is refused.
 *
 * @param wanted The headers that are kept beside those that the client needs itself.
 * @returns `undefined` when the head is not complete yet.
 * @throws {ResponseError} Thrown when the bytes are no head, however they go on.
 */
export function parseResponseHead(
  bytes: Buffer,
  start: number,
  end: number,
  wanted?: WantedHeaders,
): ResponseHead | undefined {
  const head = parseStatusLine(bytes, start, end);
  if (head === undefined) return undefined;
  let position = endOfLine(bytes, start + STATUS_LINE_LENGTH - 1, end);
  while (position + 2 <= end) {
    if (bytes[position] === CR) {
      if (bytes[position + 1] !== LF) throw notHttp('A line ends without a line feed.');
      head.bodyStart = position + 2;
      return head;
    }
    const nameStart = position;
    while (position < end && IS_TOKEN[bytes[position] as number] === 1) position += 1;
    if (position >= end) return undefined;
    const nameEnd = position;
    if (bytes[position] !== COLON || nameEnd === nameStart) throw notHttp('A header has no name.');
    position = endOfLine(bytes, nameEnd + 1, end);
    if (position > end) return undefined;
    readHeader(head, bytes, nameStart, nameEnd, position - 2);
    if (wanted !== undefined) {
      readWantedHeader(head, wanted, bytes, { nameStart, nameEnd, lineEnd: position - 2 });
    }
  }
  return undefined;
}

function parseStatusLine(bytes: Buffer, start: number, end: number): ResponseHead | undefined {
  const known = Math.min(PROTOCOL.length, end - start);
  for (let index = 0; index < known; index += 1) {
    if (bytes[start + index] !== PROTOCOL[index]) throw notHttp('The reply does not begin with "HTTP/1.".');
  }
  if (end - start < STATUS_LINE_LENGTH) return undefined;
  const minor = (bytes[start + 7] as number) - ZERO;
  const hundreds = (bytes[start + 9] as number) - ZERO;
  const tens = (bytes[start + 10] as number) - ZERO;
  const ones = (bytes[start + 11] as number) - ZERO;
  const after = bytes[start + 12];
  const isStatus = hundreds >= 1 && hundreds <= 9 && tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9;
  if ((minor !== 0 && minor !== 1) || bytes[start + 8] !== SPACE || !isStatus) {
    throw notHttp('The status line is malformed.');
  }
  if (after !== SPACE && after !== CR) throw notHttp('The status is not three digits.');
  return {
    bodyStart: 0,
    status: hundreds * 100 + tens * 10 + ones,
    isHttp10: minor === 0,
    contentLength: -1,
    transferEncoding: '',
    contentEncoding: '',
    contentType: '',
    connection: '',
    keepAliveSeconds: -1,
    wanted: undefined,
  };
}

/** Where the line after this one begins; more than `end` when this one does not end before it. */
function endOfLine(bytes: Buffer, start: number, end: number): number {
  for (let position = start; position < end; position += 1) {
    const byte = bytes[position] as number;
    if (byte >= SPACE || byte === TAB) continue;
    if (byte !== CR) throw notHttp('A header holds a control character.');
    if (position + 1 >= end) break;
    if (bytes[position + 1] !== LF) throw notHttp('A line ends without a line feed.');
    return position + 2;
  }
  return end + 1;
}

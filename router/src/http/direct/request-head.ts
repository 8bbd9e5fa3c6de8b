import type { IncomingHttpHeaders } from 'node:http';
import { detachText } from '../../headers/detach-text.js';
import { TOKEN_CHARACTERS } from '../../headers/field-syntax.js';

/** The head of a request that can only be understood in one way. */
export interface SimpleHead {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<IncomingHttpHeaders>;
  /** Bytes of the body; 0 where there is none. */
  readonly contentLength: number;
}

const CR = 13;
const LF = 10;
const SPACE = 32;
const TAB = 9;
const COLON = 58;

/** What a character may stand in. */
const TOKEN = 1;
const VALUE = 2;
const TARGET = 4;
const KINDS = new Uint8Array(256);
for (let code = 0x21; code <= 0x7e; code++) KINDS[code] = VALUE | TARGET;
for (let code = 0x80; code <= 0xff; code++) KINDS[code] = VALUE;
KINDS[SPACE] = KINDS[TAB] = VALUE;
for (const char of TOKEN_CHARACTERS) KINDS[char.charCodeAt(0)] = VALUE | TARGET | TOKEN;

const REQUEST_LINE_END = ' HTTP/1.1\r\n';
const CONTENT_LENGTH = /^\d{1,9}$/;

/** Headers that change how a request is read, or how its connection goes on. */
const SPECIAL: ReadonlySet<string> = new Set([
  'transfer-encoding',
  'upgrade',
  'expect',
  'trailer',
  'proxy-connection',
  'http2-settings',
  '__proto__',
]);

/** Names as they were sent, and in lower case: clients send the same few over and over. */
const knownNames = new Map<string, string>();
const MAX_KNOWN_NAMES = 1_000;
const MAX_KNOWN_LENGTH = 64;

/**
 * Reads the head of a request (https://www.rfc-editor.org/rfc/rfc9112#section-3), if it is one that no two parsers may
 * understand differently: HTTP/1.1, GET or POST, a path, each header once and on one line, no chunks, no upgrade, and a
 * connection that stays open. Nothing else is read here; `node:http` reads it, or refuses it.
 *
 * @param text The head, byte by byte (latin1), with the empty line at its end.
 * @returns `undefined` when it is not that simple.
 */
export function readSimpleHead(text: string): SimpleHead | undefined {
  const method = text.startsWith('POST /') ? 'POST' : text.startsWith('GET /') ? 'GET' : undefined;
  if (method === undefined) return undefined;
  const urlStart = method.length + 1;
  let position = urlStart;
  while (((KINDS[text.charCodeAt(position)] ?? 0) & TARGET) !== 0) position += 1;
  if (!text.startsWith(REQUEST_LINE_END, position)) return undefined;
  const url = text.slice(urlStart, position);
  position += REQUEST_LINE_END.length;

  const headers: IncomingHttpHeaders = {};
  const end = text.length - 2;
  while (position < end) {
    const nameStart = position;
    while (((KINDS[text.charCodeAt(position)] ?? 0) & TOKEN) !== 0) position += 1;
    if (position === nameStart || text.charCodeAt(position) !== COLON) return undefined;
    const name = lowerCase(text.slice(nameStart, position));
    position += 1;
    while (isBlank(text.charCodeAt(position))) position += 1;
    const valueStart = position;
    while (((KINDS[text.charCodeAt(position)] ?? 0) & VALUE) !== 0) position += 1;
    if (text.charCodeAt(position) !== CR || text.charCodeAt(position + 1) !== LF) return undefined;
    let valueEnd = position;
    while (valueEnd > valueStart && isBlank(text.charCodeAt(valueEnd - 1))) valueEnd -= 1;
    if (SPECIAL.has(name) || headers[name] !== undefined) return undefined;
    headers[name] = text.slice(valueStart, valueEnd);
    position += 2;
  }
  if (position !== end || headers.host === undefined) return undefined;
  const { connection, 'content-length': length } = headers;
  if (connection !== undefined && connection !== 'keep-alive' && connection.toLowerCase() !== 'keep-alive') {
    return undefined;
  }
  if (length === undefined) return method === 'GET' ? { method, url, headers, contentLength: 0 } : undefined;
  return CONTENT_LENGTH.test(length) ? { method, url, headers, contentLength: Number(length) } : undefined;
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

function lowerCase(name: string): string {
  const known = knownNames.get(name);
  if (known !== undefined) return known;
  if (knownNames.size === MAX_KNOWN_NAMES || name.length > MAX_KNOWN_LENGTH) return name.toLowerCase();
  const copy = detachText(name);
  const lower = copy.toLowerCase();
  knownNames.set(copy, lower);
  return lower;
}

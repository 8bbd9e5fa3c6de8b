import { notHttp } from './response-error.js';

/** The headers of a response that this client needs. */
export interface ResponseHeaders {
  /** Bytes of the body; -1 when the headers do not say. */
  contentLength: number;
  /** The value of `transfer-encoding`, in lower case; empty when there is none. */
  transferEncoding: string;
  /** The value of `content-encoding`, in lower case; empty when there is none. */
  contentEncoding: string;
  /** The value of `content-type` as it came; empty when there is none. */
  contentType: string;
  /** The value of `connection`, in lower case; empty when there is none. */
  connection: string;
  /** Seconds that the server keeps an idle connection (`keep-alive: timeout=5`); -1 when it does not say. */
  keepAliveSeconds: number;
  /** Those that somebody wants beside these. */
  wanted: [name: string, value: string][] | undefined;
}

/** Which headers of replies somebody wants, by lower-case names. */
export type WantedHeaders = ReadonlySet<string> | 'all';

/** Takes a header line if somebody wants it. */
export function readWantedHeader(
  headers: ResponseHeaders,
  wanted: WantedHeaders,
  bytes: Buffer,
  place: { readonly nameStart: number; readonly nameEnd: number; readonly lineEnd: number },
): void {
  const name = bytes.toString('latin1', place.nameStart, place.nameEnd).toLowerCase();
  if (wanted !== 'all' && !wanted.has(name)) return;
  (headers.wanted ??= []).push([name, valueOf(bytes, place.nameEnd, place.lineEnd)]);
}

const CONTENT_LENGTH = Buffer.from('content-length');
const CONTENT_TYPE = Buffer.from('content-type');
const TRANSFER_ENCODING = Buffer.from('transfer-encoding');
const CONTENT_ENCODING = Buffer.from('content-encoding');
const CONNECTION = Buffer.from('connection');
const KEEP_ALIVE = Buffer.from('keep-alive');

/**
 * Takes a header line if it is one of those, and passes over it if not. They are told apart by the lengths of their
 * names before a byte is compared, and only their values become strings.
 *
 * @param nameEnd Where the colon is.
 * @param lineEnd Where the carriage return is.
 */
export function readHeader(
  headers: ResponseHeaders,
  bytes: Buffer,
  nameStart: number,
  nameEnd: number,
  lineEnd: number,
): void {
  switch (nameEnd - nameStart) {
    case CONTENT_TYPE.length:
      if (isName(bytes, nameStart, CONTENT_TYPE)) headers.contentType = valueOf(bytes, nameEnd, lineEnd);
      return;
    case CONTENT_LENGTH.length:
      if (isName(bytes, nameStart, CONTENT_LENGTH)) {
        readContentLength(headers, valueOf(bytes, nameEnd, lineEnd));
      }
      return;
    case CONTENT_ENCODING.length:
      if (isName(bytes, nameStart, CONTENT_ENCODING)) {
        headers.contentEncoding = joined(headers.contentEncoding, valueOf(bytes, nameEnd, lineEnd));
      }
      return;
    case TRANSFER_ENCODING.length:
      if (isName(bytes, nameStart, TRANSFER_ENCODING)) {
        headers.transferEncoding = joined(headers.transferEncoding, valueOf(bytes, nameEnd, lineEnd));
      }
      return;
    case CONNECTION.length: // and of "keep-alive"
      if (isName(bytes, nameStart, CONNECTION)) {
        headers.connection = joined(headers.connection, valueOf(bytes, nameEnd, lineEnd));
      } else if (isName(bytes, nameStart, KEEP_ALIVE)) {
        readKeepAlive(headers, valueOf(bytes, nameEnd, lineEnd));
      }
      return;
    default:
  }
}

/** `name` is in lower case and as long as the name that is compared. */
function isName(bytes: Buffer, start: number, name: Buffer): boolean {
  for (let index = 0; index < name.length; index += 1) {
    const byte = bytes[start + index] as number;
    // 0x20 makes an ASCII letter lower case. Of what is no letter, only 0x0D becomes a hyphen, and no name holds that.
    if ((byte | 0x20) !== name[index]) return false;
  }
  return true;
}

/** The value without the spaces and tabs around it; a no-break space stays, and makes a number none. */
function valueOf(bytes: Buffer, colon: number, lineEnd: number): string {
  let start = colon + 1;
  let end = lineEnd;
  while (start < end && isBlank(bytes[start])) start += 1;
  while (end > start && isBlank(bytes[end - 1])) end -= 1;
  return bytes.toString('latin1', start, end);
}

function isBlank(byte: number | undefined): boolean {
  return byte === 32 || byte === 9;
}

/** A header that is repeated is one list (https://www.rfc-editor.org/rfc/rfc9110#section-5.3). */
function joined(earlier: string, value: string): string {
  return earlier === '' ? value.toLowerCase() : `${earlier},${value.toLowerCase()}`;
}

/** A reply with two lengths ends at two places: refused (https://www.rfc-editor.org/rfc/rfc9112#section-6.3). */
function readContentLength(headers: ResponseHeaders, value: string): void {
  if (!/^\d{1,15}$/.test(value)) throw notHttp('The content length is not a number.');
  const length = Number(value);
  if (headers.contentLength >= 0 && headers.contentLength !== length) {
    throw notHttp('There are two content lengths.');
  }
  headers.contentLength = length;
}

function readKeepAlive(headers: ResponseHeaders, value: string): void {
  const seconds = /(?:^|[\s,])timeout=(\d{1,6})(?:$|[\s,])/i.exec(value)?.[1];
  if (seconds !== undefined) headers.keepAliveSeconds = Number(seconds);
}

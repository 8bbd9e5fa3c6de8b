import { BodyCollector } from './body-collector.js';
import { ChunkedDecoder } from './chunked-decoder.js';
import { notHttp, tooLarge } from './response-error.js';
import type { ResponseHead } from './response-head.js';
import { parseResponseHead } from './response-head.js';
import type { WantedHeaders } from './response-headers.js';

/** Bytes that status line and headers may have. */
const HEAD_LIMIT = 32 * 1024;
/** Interim responses (103, 100) that may come before the one that counts. */
const INTERIM_LIMIT = 16;

type Framing = 'length' | 'chunked' | 'until close';

/** Reads one response from the pieces in which a connection delivers it. */
export class ResponseReader {
  head: ResponseHead | undefined;
  /** Valid until the next read. */
  body: BodyCollector | undefined;
  #framing: Framing = 'length';
  /** Bytes of the body that have not come yet, where the length is known. */
  #missing = 0;
  #chunks: ChunkedDecoder | undefined;
  /** Whether bytes came after the end of the response, where none may come. */
  #hasSurplus = false;
  /** A head that is not complete yet. */
  #held: Buffer | undefined;
  #heldLength = 0;
  #interims = 0;

  /**
   * @param limit Bytes that the body may have.
   * @param wanted Headers that somebody wants.
   */
  constructor(
    private readonly limit: number,
    private readonly wanted?: WantedHeaders,
  ) {}

  /** Whether the connection may carry another request, once the response is complete. */
  get leavesReusable(): boolean {
    return (
      this.head !== undefined && !this.#hasSurplus && this.#framing !== 'until close' && staysOpen(this.head)
    );
  }

  /**
   * Takes what was read: `bytes[0]` up to `bytes[end]`.
   *
   * @returns Whether the response is complete.
   * @throws {ResponseError} Thrown when it is no HTTP/1.1 response, or is too large. The connection is of no use then.
   */
  read(bytes: Buffer, end: number): boolean {
    let position = 0;
    while (this.head === undefined) {
      position = this.#readHead(bytes, position, end);
      if (position < 0) return false;
    }
    const body = (this.body ??= this.#expectBody(this.head));
    position = this.#readBody(body, bytes, position, end);
    const isComplete =
      this.#framing === 'length'
        ? this.#missing === 0
        : this.#framing === 'chunked' && this.#chunks?.isDone === true;
    if (isComplete) this.#hasSurplus = position < end;
    else body.keep();
    return isComplete;
  }

  /** Whether the response is complete now that the server has closed the connection. */
  endsHere(): boolean {
    return this.head !== undefined && this.#framing === 'until close';
  }

  /** @returns Where the next head or the body begins; -1 when `head` is not complete yet. */
  #readHead(bytes: Buffer, start: number, end: number): number {
    const heldBefore = this.#heldLength;
    let head: ResponseHead | undefined;
    if (this.#held === undefined || heldBefore === 0) {
      head = parseResponseHead(bytes, start, end, this.wanted);
      if (head === undefined) {
        this.#hold(bytes, start, end);
        return -1;
      }
      if (head.bodyStart - start > HEAD_LIMIT) throw notHttp('The head is too long.');
    } else {
      const length = this.#hold(bytes, start, end);
      // Searching only where something is new keeps a head that comes byte by byte from being read a thousand times.
      const last = this.#held.subarray(0, length).indexOf('\r\n\r\n', Math.max(0, heldBefore - 3), 'latin1');
      head = last < 0 ? undefined : parseResponseHead(this.#held, 0, last + 4, this.wanted);
      if (head === undefined) return -1;
      this.#heldLength = 0;
      head.bodyStart += start - heldBefore;
    }
    if (head.status >= 200) this.head = head;
    else this.#countInterim(head);
    return head.bodyStart;
  }

  #hold(bytes: Buffer, start: number, end: number): number {
    const held = (this.#held ??= Buffer.allocUnsafe(HEAD_LIMIT));
    if (this.#heldLength === HEAD_LIMIT) throw notHttp('The head is too long.');
    this.#heldLength += bytes.copy(held, this.#heldLength, start, end);
    return this.#heldLength;
  }

  #countInterim(head: ResponseHead): void {
    this.#interims += 1;
    if (head.status === 101) throw notHttp('The server switched to a protocol that nobody asked for.');
    if (this.#interims > INTERIM_LIMIT) throw notHttp('There are too many interim responses.');
  }

  /** Where the body ends: https://www.rfc-editor.org/rfc/rfc9112#section-6.3. */
  #expectBody({ status, transferEncoding, contentLength, isHttp10 }: ResponseHead): BodyCollector {
    if (transferEncoding !== '') {
      if (contentLength >= 0) throw notHttp('There is a content length beside a transfer encoding.');
      if (transferEncoding !== 'chunked' || isHttp10)
        throw notHttp('The transfer encoding is not supported.');
      this.#framing = 'chunked';
      this.#chunks = new ChunkedDecoder();
    } else if (status === 204 || status === 304) {
      this.#missing = 0;
    } else if (contentLength >= 0) {
      if (contentLength > this.limit) throw tooLarge(this.limit);
      this.#missing = contentLength;
    } else {
      this.#framing = 'until close';
    }
    return new BodyCollector(this.limit, this.#missing);
  }

  /** @returns Where it stopped. */
  #readBody(body: BodyCollector, bytes: Buffer, start: number, end: number): number {
    if (this.#chunks !== undefined) return this.#chunks.read(bytes, start, end, body);
    const stop = this.#framing === 'length' ? Math.min(end, start + this.#missing) : end;
    if (stop > start) body.add(bytes, start, stop);
    this.#missing -= stop - start;
    return stop;
  }
}

/** https://www.rfc-editor.org/rfc/rfc9112#section-9.3 */
function staysOpen({ connection, isHttp10 }: ResponseHead): boolean {
  if (connection === '') return !isHttp10;
  if (connection === 'keep-alive') return true;
  const options = connection.split(',').map((option) => option.trim());
  return !options.includes('close') && (!isHttp10 || options.includes('keep-alive'));
}

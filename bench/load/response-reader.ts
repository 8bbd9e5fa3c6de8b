export interface HttpResponse {
  readonly status: number;
  /** Whether the server closes the connection after it. */
  readonly closes: boolean;
  /** The body, without the framing of chunks. */
  readonly slices: readonly Buffer[];
}

interface Head {
  readonly status: number;
  readonly closes: boolean;
}

const HEAD_END = Buffer.from('\r\n\r\n');
const LINE_END = Buffer.from('\r\n');

/**
 * Reads HTTP/1.1 responses, one after the other, from what a socket gives (https://www.rfc-editor.org/rfc/rfc9112).
 * As small as it can be, since the load shares its core with the subgraphs: no header but the three that frame a body
 * is looked at, and bodies are kept in the slices they came in.
 */
export class ResponseReader {
  #rest: Buffer | undefined;
  #head: Head | undefined;
  #slices: Buffer[] = [];
  /** Bytes of the body, or of the chunk, that have not come yet. */
  #missing = 0;
  #framing: 'length' | 'chunk-size' | 'chunk-data' | 'until-close' = 'length';

  /**
   * @returns The response, once the chunk completes it.
   * @throws Thrown when the bytes are no response.
   */
  feed(chunk: Buffer): HttpResponse | undefined {
    let bytes = this.#rest === undefined ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = undefined;
    if (this.#head === undefined) {
      const end = bytes.indexOf(HEAD_END);
      if (end === -1) {
        this.#rest = bytes;
        return undefined;
      }
      this.#readHead(bytes.toString('latin1', 0, end));
      bytes = bytes.subarray(end + 4);
    }
    switch (this.#framing) {
      case 'length':
        return this.#readLength(bytes);
      case 'chunk-size':
      case 'chunk-data':
        return this.#readChunks(bytes);
      case 'until-close':
        if (bytes.length > 0) this.#slices.push(bytes);
        return undefined;
    }
  }

  /** @returns The response that the end of the connection completes, if there is one. */
  end(): HttpResponse | undefined {
    return this.#head !== undefined && this.#framing === 'until-close' ? this.#finish() : undefined;
  }

  #readHead(text: string): void {
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]);
    if (Number.isNaN(status)) throw new Error(`Not an HTTP response: ${text.slice(0, 100)}`);
    this.#head = { status, closes: /\r\nconnection: *close/i.test(text) };
    const [, length] = /\r\ncontent-length: *(\d+)/i.exec(text) ?? [];
    if (/\r\ntransfer-encoding: *chunked/i.test(text)) this.#framing = 'chunk-size';
    else if (length === undefined) this.#framing = 'until-close';
    else {
      this.#framing = 'length';
      this.#missing = Number(length);
    }
  }

  #readLength(bytes: Buffer): HttpResponse | undefined {
    if (bytes.length > this.#missing) throw new Error('The response is longer than it says.');
    if (bytes.length > 0) this.#slices.push(bytes);
    this.#missing -= bytes.length;
    return this.#missing === 0 ? this.#finish() : undefined;
  }

  #readChunks(bytes: Buffer): HttpResponse | undefined {
    for (let rest = bytes; ;) {
      if (this.#framing === 'chunk-size') {
        const end = rest.indexOf(LINE_END);
        const size = end === -1 ? undefined : Number.parseInt(rest.toString('latin1', 0, end), 16);
        // No trailers: the line of the last chunk and an empty one.
        if (size === 0 && rest.length >= end + 4) return this.#finish();
        if (size === undefined || size === 0) {
          this.#rest = rest;
          return undefined;
        }
        if (Number.isNaN(size)) throw new Error('A chunk has no size.');
        this.#missing = size;
        this.#framing = 'chunk-data';
        rest = rest.subarray(end + 2);
      }
      const data = rest.subarray(0, this.#missing);
      if (data.length > 0) this.#slices.push(data);
      this.#missing -= data.length;
      rest = rest.subarray(data.length);
      if (this.#missing > 0) return undefined;
      if (rest.length < 2) {
        this.#rest = rest;
        return undefined;
      }
      rest = rest.subarray(2);
      this.#framing = 'chunk-size';
    }
  }

  #finish(): HttpResponse {
    const { status, closes } = this.#head as Head;
    const slices = this.#slices;
    this.#head = undefined;
    this.#slices = [];
    return { status, closes, slices };
  }
}

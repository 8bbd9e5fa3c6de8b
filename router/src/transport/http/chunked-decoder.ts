import type { BodyCollector } from './body-collector.js';
import { notHttp } from './response-error.js';

const CR = 13;
const LF = 10;
const SEMICOLON = 59;
const SPACE = 32;
const TAB = 9;

/** Bytes that the extensions of one chunk, or all trailers together, may have. */
const LINE_LIMIT = 8192;
/** Seven hexadecimal digits are 256 MiB; nobody sends larger chunks. */
const SIZE_DIGITS = 7;

type Expected =
  | 'size'
  | 'extension'
  | 'size line feed'
  | 'data'
  | 'data end'
  | 'data line feed'
  | 'trailer'
  | 'trailer line feed'
  | 'nothing';

/**
 * Takes `transfer-encoding: chunked` apart (https://www.rfc-editor.org/rfc/rfc9112#section-7.1), however the network
 * cut it. Extensions and trailers are passed over.
 */
export class ChunkedDecoder {
  #expected: Expected = 'size';
  /** What is left of the current chunk. */
  #size = 0;
  /** Hexadecimal digits of the current size line so far. */
  #digits = 0;
  /** Bytes of the current extension, or of all trailers, so far. */
  #passedOver = 0;
  /** Whether the trailer line has no byte so far: if it ends so, everything ends. */
  #lineIsEmpty = true;

  get isDone(): boolean {
    return this.#expected === 'nothing';
  }

  /**
   * @returns Where it stopped: `end`, or after the last byte of the body when `isDone`.
   * @throws {ResponseError} Thrown for anything that is not chunked coding, and when the body becomes too large.
   */
  read(bytes: Buffer, start: number, end: number, body: BodyCollector): number {
    let position = start;
    while (position < end && this.#expected !== 'nothing') {
      if (this.#expected === 'data') {
        const stop = Math.min(end, position + this.#size);
        body.add(bytes, position, stop);
        this.#size -= stop - position;
        position = stop;
        if (this.#size === 0) this.#expected = 'data end';
      } else {
        this.#expected = this.#next(this.#expected, bytes[position] as number);
        position += 1;
      }
    }
    return position;
  }

  #next(expected: Exclude<Expected, 'data' | 'nothing'>, byte: number): Expected {
    switch (expected) {
      case 'size':
        return this.#readSize(byte);
      case 'extension':
        this.#passOver(byte);
        return byte === CR ? 'size line feed' : 'extension';
      case 'size line feed':
        expect(byte, LF);
        this.#digits = 0;
        this.#passedOver = 0;
        return this.#size === 0 ? 'trailer' : 'data';
      case 'data end':
        expect(byte, CR);
        return 'data line feed';
      case 'data line feed':
        expect(byte, LF);
        return 'size';
      case 'trailer':
        this.#passOver(byte);
        if (byte === CR) return 'trailer line feed';
        this.#lineIsEmpty = false;
        return 'trailer';
      case 'trailer line feed': {
        expect(byte, LF);
        const isLast = this.#lineIsEmpty;
        this.#lineIsEmpty = true;
        return isLast ? 'nothing' : 'trailer';
      }
    }
  }

  #readSize(byte: number): Expected {
    const digit = hexadecimal(byte);
    if (digit >= 0) {
      this.#digits += 1;
      if (this.#digits > SIZE_DIGITS) throw notHttp('A chunk is too large.');
      this.#size = this.#size * 16 + digit;
      return 'size';
    }
    if (this.#digits > 0) {
      if (byte === CR) return 'size line feed';
      if (byte === SEMICOLON || byte === SPACE || byte === TAB) return 'extension';
    }
    throw notHttp('The size of a chunk is not a number.');
  }

  #passOver(byte: number): void {
    this.#passedOver += 1;
    if (this.#passedOver > LINE_LIMIT) throw notHttp('The extensions or trailers are too long.');
    if (byte < SPACE && byte !== TAB && byte !== CR) throw notHttp('A line holds a control character.');
  }
}

function expect(byte: number, expected: number): void {
  if (byte !== expected) throw notHttp('A chunk does not end where it should.');
}

/** -1 for what is no hexadecimal digit. */
function hexadecimal(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 0x20;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

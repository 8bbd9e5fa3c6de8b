import type { Audience } from './audience.js';
import type { TextParts } from './encode-text.js';
import { encodeInto, encodeText, maxEncodedLength } from './encode-text.js';

interface SharedAnswer {
  readonly body: Buffer;
  /** Names and values in turn, the content length among them. */
  readonly headers: readonly string[];
}

/** An answer, ready to be sent to all who wait for it. It is encoded when it is sent. */
export class Answer {
  /** Bytes that it has at most. */
  readonly maxLength: number;
  /** Gone when it has been encoded: the answer may be kept longer than is of use, and texts are large. */
  #parts: TextParts | undefined;
  #shared: SharedAnswer | undefined;

  /**
   * @param headers Names and values in turn, without the content length.
   * @param audience Who waits for it; `undefined` when it was made for one client.
   * @param isOfOperation Whether the request was well-formed, so that the status is that of its operation.
   */
  constructor(
    readonly status: number,
    private readonly headers: readonly string[],
    parts: TextParts,
    private readonly audience?: Audience,
    readonly isOfOperation = true,
  ) {
    this.#parts = parts;
    this.maxLength = maxEncodedLength(parts);
  }

  /** Whether several clients get it. Known for good when the first of them gets it. */
  get isShared(): boolean {
    return this.audience?.isShared === true;
  }

  /** Its bytes, in memory of its own, and the headers with their length. Made once, for all who get them. */
  get shared(): SharedAnswer {
    if (this.#shared === undefined) {
      const body = encodeText(this.#takeParts());
      this.#shared = { body, headers: this.headersFor(body.length) };
    }
    return this.#shared;
  }

  /** The headers with a content length. */
  headersFor(length: number): readonly string[] {
    return [...this.headers, 'content-length', String(length)];
  }

  /**
   * Encodes an answer that is not shared, which is possible once.
   * @param memory Has room for `maxLength` bytes.
   * @returns How many bytes were written.
   */
  encodeInto(memory: Buffer): number {
    return encodeInto(memory, this.#takeParts());
  }

  #takeParts(): TextParts {
    const parts = this.#parts;
    if (parts === undefined) throw new Error('The answer has been encoded before.');
    this.#parts = undefined;
    return parts;
  }
}

import type { Audience } from './audience.js';
import type { TextParts } from './encode-text.js';
import { encodeInto, encodeText, maxEncodedLength } from './encode-text.js';

/** An answer, ready to be sent to all who wait for it. It is encoded when it is sent. */
export class Answer {
  #body: Buffer | undefined;

  /**
   * @param headers Names and values in turn, without the content length.
   * @param audience Who waits for it; `undefined` when it was made for one client.
   */
  constructor(
    readonly status: number,
    readonly headers: readonly string[],
    private readonly parts: TextParts,
    private readonly audience?: Audience,
  ) {}

  /** Whether several clients get it. Known for good when the first of them gets it. */
  get isShared(): boolean {
    return this.audience?.isShared === true;
  }

  /** Its bytes, in memory of its own; encoded once. */
  get body(): Buffer {
    return (this.#body ??= encodeText(this.parts));
  }

  /** Bytes that it has at most. */
  get maxLength(): number {
    return maxEncodedLength(this.parts);
  }

  /**
   * @param memory Has room for `maxLength` bytes.
   * @returns How many bytes were written.
   */
  encodeInto(memory: Buffer): number {
    return encodeInto(memory, this.parts);
  }
}

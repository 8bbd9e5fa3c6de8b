import { tooLarge } from './response-error.js';

const EMPTY = Buffer.alloc(0);
/** The most that is set aside at once for a body of a known length: a server that only claims to send more gets no more. */
const MAX_FIRST_ALLOCATION = 1024 * 1024;
const MIN_ALLOCATION = 16 * 1024;

/**
 * Puts the pieces of a body together. A body that arrives in one read, the usual case, is not copied: it stays in the
 * buffer that it was read into, and is valid until the next read.
 */
export class BodyCollector {
  /** The body so far is `bytes[start]` up to `bytes[end]`. */
  bytes: Buffer = EMPTY;
  start = 0;
  end = 0;
  /** Whether `bytes` belongs to this collector, and not to the connection. */
  #isOwn = false;

  /**
   * @param limit Bytes that the body may have.
   * @param expected Bytes that it will probably have; 0 when nobody knows.
   */
  constructor(
    private readonly limit: number,
    private readonly expected: number,
  ) {}

  /** @throws {ResponseError} Thrown when the body becomes larger than is allowed. */
  add(bytes: Buffer, start: number, end: number): void {
    const size = this.end - this.start + end - start;
    if (size > this.limit) throw tooLarge(this.limit);
    if (size === end - start && !this.#isOwn) {
      this.bytes = bytes;
      this.start = start;
      this.end = end;
      return;
    }
    // Another chunk from the same read moves up to the one before: what stood between them has been read.
    if (this.#isOwn || bytes !== this.bytes) this.#reserve(size);
    bytes.copy(this.bytes, this.end, start, end);
    this.end += end - start;
  }

  /** Makes the body outlive the buffer that it was read into. */
  keep(): void {
    if (!this.#isOwn && this.end > this.start) this.#reserve(this.end - this.start);
  }

  /** Makes `bytes` our own, with room for `size` bytes. */
  #reserve(size: number): void {
    if (this.#isOwn && this.start + size <= this.bytes.length) return;
    const wanted = this.#isOwn
      ? size * 2
      : Math.max(size, Math.min(this.expected, MAX_FIRST_ALLOCATION), MIN_ALLOCATION);
    const larger = Buffer.allocUnsafe(Math.max(size, Math.min(wanted, this.limit)));
    this.bytes.copy(larger, 0, this.start, this.end);
    this.end -= this.start;
    this.start = 0;
    this.bytes = larger;
    this.#isOwn = true;
  }
}

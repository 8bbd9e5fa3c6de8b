/** Smaller pieces are not worth keeping apart. */
const MIN_PIECE = 64 * 1024;
/** Bytes that can be lent. What needs more is rare enough to be allocated when it is needed, as large as it is. */
export const MAX_LENT = 4 * 1024 * 1024;
/** Bytes that are kept while nobody uses them. */
const MAX_FREE = 16 * 1024 * 1024;

/**
 * Memory that answers are encoded into, used again and again.
 *
 * A new Buffer for each answer of 90 KB makes the garbage collector run several times as often, since what lies outside of
 * its heap counts, too; and until it has run, that memory is not given back.
 */
export class LentMemory {
  /** What is free, the one that was given back last at the end. */
  readonly #free: Buffer[] = [];
  #freeBytes = 0;

  /**
   * @param size At most {@link MAX_LENT}.
   * @returns At least `size` bytes with anything in them; they belong to the caller until given back.
   */
  lend(size: number): Buffer {
    const index = this.#free.findLastIndex((piece) => piece.length >= size);
    const [piece] = index < 0 ? [] : this.#free.splice(index, 1);
    if (piece === undefined)
      return Buffer.allocUnsafeSlow(Math.max(MIN_PIECE, 2 ** Math.ceil(Math.log2(size))));
    this.#freeBytes -= piece.length;
    return piece;
  }

  /** @param piece Was lent, and is not used any more: not by the kernel either. */
  giveBack(piece: Buffer): void {
    if (this.#freeBytes + piece.length > MAX_FREE) return;
    this.#free.push(piece);
    this.#freeBytes += piece.length;
  }
}

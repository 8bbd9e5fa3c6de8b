/** Bytes that a UTF-16 code unit takes in UTF-8 at most. */
const MAX_BYTES_PER_UNIT = 3;

/** A long text between two short ones. Put together they would be copied once more, and then read twice to be encoded. */
export interface TextParts {
  readonly start: string;
  readonly text: string;
  readonly end: string;
}

/** Bytes that the parts take in UTF-8 at most. To know exactly, they would have to be read. */
export function maxEncodedLength({ start, text, end }: TextParts): number {
  return (start.length + text.length + end.length) * MAX_BYTES_PER_UNIT;
}

/**
 * Encodes the parts as UTF-8, one after the other.
 * @param into Has room for `maxEncodedLength` bytes, or for as many as there are.
 * @returns How many bytes were written.
 */
export function encodeInto(into: Buffer, { start, text, end }: TextParts): number {
  let size = into.write(start);
  size += into.write(text, size);
  return size + into.write(end, size);
}

/** Encodes the parts into memory of their own. */
export function encodeText(parts: TextParts): Buffer {
  const { start, text, end } = parts;
  const size = Buffer.byteLength(start) + Buffer.byteLength(text) + Buffer.byteLength(end);
  const encoded = Buffer.allocUnsafeSlow(size);
  encodeInto(encoded, parts);
  return encoded;
}

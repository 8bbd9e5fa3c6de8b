import { randomBytes } from 'node:crypto';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decompressBody } from './decompress-body.js';

const LIMIT = 10_000_000;
const SMALL = Buffer.from('{"data":"ü"}');
/** More than is decompressed at once, both before and after. */
const LARGE = randomBytes(600_000);
/** Small before, large after. */
const BOMB = Buffer.alloc(5_000_000, 'x');

const decompress = async (encoding: string, bytes: Buffer, limit = LIMIT) =>
  decompressBody(encoding, bytes, limit);

describe.each([
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['br', brotliCompressSync],
  ['deflate', deflateSync],
  // What some servers take "deflate" for.
  ['deflate', deflateRawSync],
] as const)('%s', (encoding, compress: (bytes: Buffer) => Buffer) => {
  it.each([
    ['a small body', SMALL],
    ['a large body', LARGE],
    ['a body that becomes large', BOMB],
  ])('is undone for %s', async (_title, bytes) => {
    expect((await decompress(encoding, compress(bytes))).equals(bytes)).toBe(true);
  });

  it('of a small body is undone at once', () => {
    expect(decompressBody(encoding, compress(SMALL), LIMIT)).toBeInstanceOf(Buffer);
  });

  it.each([100_000, 4_999_999])('is not undone beyond a limit of %i bytes', async (limit) => {
    await expect(decompress(encoding, compress(BOMB), limit)).rejects.toMatchObject({
      code: 'SUBREQUEST_RESPONSE_TOO_LARGE',
    });
  });

  it('of which the end is missing is an error', async () => {
    for (const bytes of [SMALL, LARGE]) {
      await expect(decompress(encoding, compress(bytes).subarray(0, -5))).rejects.toMatchObject({
        code: 'SUBREQUEST_HTTP_ERROR',
      });
    }
  });
});

it.each(['zstd', 'gzip, br', 'compress', 'gzip,gzip'])('the encoding %j is refused', async (encoding) => {
  await expect(decompress(encoding, SMALL)).rejects.toMatchObject({
    code: 'SUBREQUEST_HTTP_ERROR',
    predicate: expect.stringContaining('encoding') as string,
  });
});

import { promisify } from 'node:util';
import type { ZlibOptions } from 'node:zlib';
import {
  brotliDecompress,
  brotliDecompressSync,
  gunzip,
  gunzipSync,
  inflate,
  inflateRaw,
  inflateRawSync,
  inflateSync,
} from 'node:zlib';
import { ResponseError, tooLarge } from './response-error.js';

/** What is asked for. `deflate` is understood too, but servers differ on what it means. */
export const ACCEPTED_ENCODINGS = 'gzip, br';

/**
 * What decompresses to no more than this is decompressed at once: for 20 KB the way to the thread pool and back costs
 * more than the work. Larger bodies would keep everybody else waiting.
 */
const SYNCHRONOUS_LIMIT = 256 * 1024;

interface Decompressor {
  readonly now: (bytes: Buffer, options: ZlibOptions) => Buffer;
  readonly later: (bytes: Buffer, options: ZlibOptions) => Promise<Buffer>;
}

const GZIP: Decompressor = { now: gunzipSync, later: promisify<Buffer, ZlibOptions, Buffer>(gunzip) };
const BROTLI: Decompressor = {
  now: brotliDecompressSync,
  later: promisify<Buffer, ZlibOptions, Buffer>(brotliDecompress),
};
const ZLIB: Decompressor = { now: inflateSync, later: promisify<Buffer, ZlibOptions, Buffer>(inflate) };
const RAW_DEFLATE: Decompressor = {
  now: inflateRawSync,
  later: promisify<Buffer, ZlibOptions, Buffer>(inflateRaw),
};

/**
 * Undoes a `content-encoding`.
 *
 * @param bytes Must stay as they are until the result is there.
 * @param limit Bytes that the result may have. No more than that is ever made, however little was sent.
 * @throws {ResponseError} Thrown (or rejected with) when the encoding is unknown, the bytes are not encoded so, or the
 * result is too large.
 */
export function decompressBody(encoding: string, bytes: Buffer, limit: number): Buffer | Promise<Buffer> {
  const decompressor = decompressorFor(encoding, bytes);
  if (bytes.length > SYNCHRONOUS_LIMIT) return decompressLater(decompressor, bytes, limit);
  const maxOutputLength = Math.min(limit, SYNCHRONOUS_LIMIT);
  try {
    return decompressor.now(bytes, { maxOutputLength });
  } catch (error) {
    if (isOutputTooLarge(error) && maxOutputLength < limit) {
      return decompressLater(decompressor, bytes, limit);
    }
    throw failure(error, limit);
  }
}

async function decompressLater(decompressor: Decompressor, bytes: Buffer, limit: number): Promise<Buffer> {
  try {
    return await decompressor.later(bytes, { maxOutputLength: limit });
  } catch (error) {
    throw failure(error, limit);
  }
}

function decompressorFor(encoding: string, bytes: Buffer): Decompressor {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return GZIP;
    case 'br':
      return BROTLI;
    case 'deflate':
      // By RFC 9110 a zlib stream, whose first byte has the method 8 in its lower half; some servers send it bare.
      return ((bytes[0] ?? 0) & 0x0f) === 8 ? ZLIB : RAW_DEFLATE;
    default:
      throw new ResponseError(
        'SUBREQUEST_HTTP_ERROR',
        'answered with a content encoding that is not supported',
      );
  }
}

function failure(error: unknown, limit: number): ResponseError {
  return isOutputTooLarge(error)
    ? tooLarge(limit)
    : new ResponseError('SUBREQUEST_HTTP_ERROR', 'answered something that cannot be decompressed', {
        cause: error,
      });
}

function isOutputTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}

import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { AnswerEncoding } from './negotiate-encoding.js';
import { negotiateEncoding } from './negotiate-encoding.js';

export interface CompressedBody {
  readonly encoding: AnswerEncoding;
  readonly bytes: Buffer;
}

/**
 * Compresses a body as a client wants it, outside of the event loop. A body that several clients get is compressed once
 * for all who want it so.
 *
 * @returns `null` when the body is to be sent as it is.
 */
export type Compression = (
  acceptEncoding: string | undefined,
  body: Buffer,
) => Promise<CompressedBody> | null;

/** The middle of 0 to 11: answers are made once and read once, so that the highest levels take longer than they save. */
const BROTLI_QUALITY = 4;

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

const COMPRESS: Readonly<Record<AnswerEncoding, (body: Buffer) => Promise<Buffer>>> = {
  br: (body) =>
    brotliAsync(body, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
      },
    }),
  gzip: (body) => gzipAsync(body),
};

/** @param threshold Bytes from which on a body is compressed. */
export function createCompression(threshold: number): Compression {
  const compressed = new WeakMap<Buffer, Map<AnswerEncoding, Promise<CompressedBody>>>();

  return (acceptEncoding, body) => {
    if (body.length < threshold) return null;
    const encoding = negotiateEncoding(acceptEncoding);
    if (encoding === null) return null;
    let byEncoding = compressed.get(body);
    if (byEncoding === undefined) {
      byEncoding = new Map<AnswerEncoding, Promise<CompressedBody>>();
      compressed.set(body, byEncoding);
    }
    let running = byEncoding.get(encoding);
    if (running === undefined) {
      running = COMPRESS[encoding](body).then((bytes) => ({ encoding, bytes }));
      byEncoding.set(encoding, running);
    }
    return running;
  };
}

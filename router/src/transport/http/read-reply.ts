import type { SubgraphReply } from '../subgraph-transport.js';
import type { ResponseHead } from './response-head.js';
import { decompressBody } from './decompress-body.js';
import { mediaTypeOf } from './media-type.js';
import type { ResponseReader } from './response-reader.js';

/**
 * Makes a reply of a complete response. Nothing of `reader` is needed after the function has returned, also where a
 * promise is returned: that is so for compressed bodies only, since a promise for each reply would cost something.
 *
 * @param limit Bytes that the decompressed body may have.
 * @throws {ResponseError} Thrown (or rejected with) when the body cannot be decompressed.
 */
export function readReply(
  { head, body }: ResponseReader,
  limit: number,
): SubgraphReply | Promise<SubgraphReply> {
  if (head === undefined || body === undefined) throw new Error('The response is not complete.');
  const { contentEncoding } = head;
  if (contentEncoding === '' || contentEncoding === 'identity' || body.start === body.end) {
    return textReply(head, body.bytes, body.start, body.end);
  }
  body.keep();
  const decompressed = decompressBody(contentEncoding, body.bytes.subarray(body.start, body.end), limit);
  return decompressed instanceof Promise
    ? decompressed.then((bytes) => textReply(head, bytes, 0, bytes.length))
    : textReply(head, decompressed, 0, decompressed.length);
}

function textReply(head: ResponseHead, bytes: Buffer, start: number, end: number): SubgraphReply {
  return {
    kind: 'text',
    httpStatus: head.status,
    mediaType: mediaTypeOf(head.contentType),
    text: bytes.toString('utf8', start, end),
    headers: head.wanted,
  };
}

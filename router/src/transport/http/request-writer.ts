import type { SubgraphRequest } from '../subgraph-transport.js';
import { ACCEPTED_ENCODINGS } from './decompress-body.js';
import { writeHeaderLines } from './header-lines.js';
import type { HttpTarget } from './http-target.js';

/** Turns a request into what is sent: a string in which each character is one byte, or bytes. */
export type RequestWriter = (request: SubgraphRequest) => string | Buffer;

interface BodyStart {
  readonly operationName: string | undefined;
  /** The body up to the variables, without the closing brace. */
  readonly text: string;
  readonly byteLength: number;
}

/** The texts of operations come from cached plans, so that the same ones return; what does not return is dropped. */
const MAX_BODY_STARTS = 2000;

/** Prepares all of a request that is the same for each request to one URL. */
export function createRequestWriter(target: HttpTarget, acceptCompressed: boolean): RequestWriter {
  const start =
    `POST ${target.path} HTTP/1.1\r\nhost: ${target.authority}\r\n` +
    'accept: application/graphql-response+json, application/json\r\ncontent-type: application/json\r\n' +
    (acceptCompressed ? `accept-encoding: ${ACCEPTED_ENCODINGS}\r\n` : '');
  const authorization =
    target.authorization === undefined ? '' : `authorization: ${target.authorization}\r\n`;
  const bodyStarts = new Map<string, BodyStart>();

  const bodyStartOf = ({ query, operationName }: SubgraphRequest): BodyStart => {
    const known = bodyStarts.get(query);
    if (known !== undefined && known.operationName === operationName) return known;
    const name = operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`;
    const text = `{"query":${JSON.stringify(query)}${name}`;
    const bodyStart = { operationName, text, byteLength: Buffer.byteLength(text) };
    if (bodyStarts.size >= MAX_BODY_STARTS) bodyStarts.clear();
    bodyStarts.set(query, bodyStart);
    return bodyStart;
  };

  return (request) => {
    const bodyStart = bodyStartOf(request);
    const bodyEnd = request.variables === undefined ? '}' : `,"variables":${request.variables}}`;
    const bodyLength = bodyStart.byteLength + Buffer.byteLength(bodyEnd);
    const credentials = 'authorization' in request.headers.values ? '' : authorization;
    const lines = writeHeaderLines(request.headers.values);
    const head = `${start}${credentials}${lines}content-length: ${bodyLength}\r\n\r\n`;
    // As many bytes as characters: the body is ASCII, and may be written one byte a character, as the head is.
    if (bodyLength === bodyStart.text.length + bodyEnd.length) return head + bodyStart.text + bodyEnd;
    const bytes = Buffer.allocUnsafe(head.length + bodyLength);
    bytes.write(head, 0, 'latin1');
    const end = bytes.write(bodyStart.text, head.length, 'utf8');
    bytes.write(bodyEnd, head.length + end, 'utf8');
    return bytes;
  };
}

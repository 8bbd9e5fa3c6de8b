import type { ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { ClientError } from '../errors/client-error.js';
import type { RouterErrorCode } from '../errors/router-errors.js';
import { errorAnswer } from './error-answer.js';

/** What `node:http` says about a request that it cannot read, by its error's code. */
const CODES: Readonly<Record<string, RouterErrorCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
  HPE_HEADER_OVERFLOW: 'REQUEST_HEADERS_TOO_LARGE',
};

/**
 * Refuses what is no HTTP request, takes too long to arrive, or has too large headers: as a GraphQL response, like any
 * other refusal. The connection is of no use any more, since nobody knows where the next request begins.
 */
export function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET' || hasAnswer(socket)) {
    socket.destroy();
    return;
  }
  const code = CODES[error.code ?? ''] ?? 'BAD_REQUEST';
  const message = code === 'BAD_REQUEST' ? { message: 'The request is not valid HTTP.' } : {};
  const { status, headers, body } = errorAnswer(new ClientError(code, message), 'application/json');
  const all = [...headers, 'connection', 'close', 'content-length', String(Buffer.byteLength(body))];
  const lines = all.flatMap((text, index) =>
    index % 2 === 0 ? [`${text}: ${all[index + 1] ?? ''}\r\n`] : [],
  );
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`, () => {
    socket.destroy();
  });
}

/** Whether an answer has begun already, after which a second one would be read as a part of it. */
function hasAnswer(socket: Duplex): boolean {
  const { _httpMessage: message } = socket as { readonly _httpMessage?: ServerResponse | null };
  return message?.headersSent === true;
}

import type { IncomingHttpHeaders } from 'node:http';
import { ClientError } from '../errors/client-error.js';

const JSON_TYPE = 'application/json';

/** @throws {ClientError} Thrown when a body is not JSON in UTF-8, or is compressed: a small one could become a large one. */
export function requireJson(headers: IncomingHttpHeaders): void {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw new ClientError('UNSUPPORTED_MEDIA_TYPE', {
      message: 'Send the body without compression.',
      headers: { 'accept-encoding': 'identity' },
    });
  }
  const type = headers['content-type'];
  if (type !== JSON_TYPE && !isJson(type ?? '')) throw new ClientError('UNSUPPORTED_MEDIA_TYPE');
}

function isJson(contentType: string): boolean {
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  return type === JSON_TYPE && (charset === undefined || /^charset="?utf-?8"?$/.test(charset));
}

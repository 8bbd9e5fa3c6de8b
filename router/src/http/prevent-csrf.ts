import type { IncomingHttpHeaders } from 'node:http';
import type { HttpOptions } from '../config/http-options.js';
import { ClientError } from '../errors/client-error.js';

/** @throws {ClientError} Thrown when nothing shows that no page of another origin sent the request. */
export type PreventCsrf = (headers: IncomingHttpHeaders) => void;

/**
 * Refuses a GET that any page on the web could make a browser send, with the user's cookies or from inside the user's
 * network. A header that only a script may set, after a preflight, shows that it is not one of those; a content type of
 * JSON does, too. POST requests must be JSON anyway, which needs a preflight.
 *
 * @returns `undefined` when it is switched off.
 */
export function createPreventCsrf({
  enabled,
  requiredHeaders,
}: HttpOptions['csrf']): PreventCsrf | undefined {
  if (!enabled) return undefined;
  const names = requiredHeaders.map((name) => `"${name}"`).join(' or ');
  const message = `A page of another origin could have sent this request. Send it with a header ${names}, or by POST.`;
  return (headers) => {
    if (headers['content-type'] !== undefined) return;
    if (requiredHeaders.some((name) => headers[name] !== undefined && headers[name] !== '')) return;
    throw new ClientError('BAD_REQUEST', { message });
  };
}

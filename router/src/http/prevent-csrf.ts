import type { IncomingHttpHeaders } from 'node:http';
import { ClientError } from '../errors/client-error.js';

/** A page of another origin cannot send these without asking first (a preflight). */
const PREFLIGHTED_HEADERS = ['apollo-require-preflight', 'x-apollo-operation-name'] as const;

/**
 * Refuses a GET that any page on the web could make a browser send, with the user's cookies or from inside the user's
 * network. A header that only a script may set, after a preflight, shows that it is not one of those; a content type of
 * JSON does, too. POST requests must be JSON anyway, which needs a preflight.
 *
 * @throws {ClientError} Thrown when nothing shows where the request comes from.
 */
export function preventCsrf(headers: IncomingHttpHeaders): void {
  if (headers['content-type'] !== undefined) return;
  if (PREFLIGHTED_HEADERS.some((name) => headers[name] !== undefined && headers[name] !== '')) return;
  throw new ClientError('BAD_REQUEST', {
    message: `A page of another origin could have sent this request. Send it with a header "${PREFLIGHTED_HEADERS[0]}" or "${PREFLIGHTED_HEADERS[1]}", or by POST.`,
  });
}

import { ClientError } from '../errors/client-error.js';

/** https://github.com/graphql/graphql-over-http/blob/main/spec/Appendix%20A%20--%20Persisted%20Documents.md */
const DOCUMENT_ID = /^[\w.~:-]+$/;

/**
 * The persisted document that a URL names: what stands behind `path` and a slash.
 *
 * @throws {ClientError} Thrown with `NOT_FOUND` when what stands there cannot be an id.
 */
export function readPathId(url: string, path: string): string | undefined {
  if (!url.startsWith(`${path}/`)) return undefined;
  const end = url.indexOf('?');
  const id = url.slice(path.length + 1, end === -1 ? undefined : end).replace(/%3A/gi, ':');
  if (DOCUMENT_ID.test(id)) return id;
  throw new ClientError('NOT_FOUND');
}

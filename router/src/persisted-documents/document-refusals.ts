import type { ClientErrorOptions } from '../errors/client-error.js';
import { ClientError } from '../errors/client-error.js';
import type { RouterErrorCode } from '../errors/router-errors.js';

/** No cache may keep that a document is unknown: a moment later it may be known. The value is that of Apollo's servers. */
const UNCACHED = { 'cache-control': 'private, no-cache, must-revalidate' } as const;

function refusal(code: RouterErrorCode, options: ClientErrorOptions = {}): ClientError {
  return new ClientError(code, { ...options, headers: UNCACHED });
}

/** Apollo's clients know the message: they send the text along then. */
export function hashNotFound(): ClientError {
  return refusal('PERSISTED_QUERY_NOT_FOUND', { message: 'PersistedQueryNotFound' });
}

/** Apollo's clients know the message: they send no hashes any more. */
export function hashesNotSupported(): ClientError {
  return refusal('PERSISTED_QUERY_NOT_SUPPORTED', { message: 'PersistedQueryNotSupported' });
}

/** The text that came along is not that of the document. The message is that of Apollo's servers. */
export function hashMismatch(): ClientError {
  return refusal('PERSISTED_QUERY_HASH_MISMATCH', { message: 'provided sha does not match query' });
}

export function idMismatch(): ClientError {
  return refusal('PERSISTED_QUERY_HASH_MISMATCH', {
    message: 'The document that was sent is not the one that its id names.',
  });
}

export function idNotInList(id: string): ClientError {
  return refusal('PERSISTED_QUERY_NOT_IN_LIST', {
    message: `Persisted query '${id.slice(0, MAX_SHOWN)}' not found in the persisted query list`,
  });
}

export function textNotInSafelist(): ClientError {
  return refusal('QUERY_NOT_IN_SAFELIST');
}

export function idRequired(): ClientError {
  return refusal('PERSISTED_QUERY_ID_REQUIRED');
}

export function documentInvalid(reason: string): ClientError {
  return refusal('PERSISTED_DOCUMENT_INVALID', {
    message: `The persisted document does not fit the schema any more: ${reason}`,
  });
}

export function documentMissing(): ClientError {
  return new ClientError('BAD_REQUEST', {
    message: 'Send a document as "query", or the hash of one as "extensions.persistedQuery".',
  });
}

/** Characters of an id that stand in a message. */
const MAX_SHOWN = 100;

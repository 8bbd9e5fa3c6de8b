import { hash } from 'node:crypto';
import { ClientError } from '../errors/client-error.js';
import type { ClientOperation } from './read-client-operation.js';
import { WeightedCache } from './weighted-cache.js';

/** Characters of documents that are kept. */
const CACHE_WEIGHT = 8_000_000;
/** What an entry takes beside its text, in characters. */
const ENTRY_WEIGHT = 200;

export interface PersistedQueries {
  /**
   * The document that a client means: its text, or the one that it names by hash.
   *
   * @throws {ClientError} Thrown when there is no document, no such hash, or one that does not fit the text.
   */
  resolve(operation: ClientOperation): ResolvedDocument;
  /** Keeps a document that has turned out to be valid, when its client sent a hash along. */
  keep(document: ResolvedDocument): void;
}

export interface ResolvedDocument {
  readonly source: string;
  /** Under which the document is to be kept; `undefined` when there is nothing to keep. */
  readonly newHash: string | undefined;
}

/**
 * Automatic persisted queries: clients send the SHA-256 hash of a document in place of its text, and the text once, when
 * they are told that the hash is unknown. The protocol is that of Apollo's clients, messages included.
 */
export function createPersistedQueries({ enabled }: { readonly enabled: boolean }): PersistedQueries {
  const kept = new WeightedCache<string>(CACHE_WEIGHT);

  return {
    resolve({ query, extensions }) {
      const persisted = extensions?.['persistedQuery'];
      if (persisted == null) {
        if (query === undefined || query === '')
          throw new ClientError('BAD_REQUEST', { message: NO_DOCUMENT });
        return { source: query, newHash: undefined };
      }
      if (!enabled)
        throw new ClientError('PERSISTED_QUERY_NOT_SUPPORTED', { message: 'PersistedQueryNotSupported' });
      const sent = readHash(persisted);
      const known = kept.get(sent);
      if (query === undefined) {
        if (known === undefined)
          throw new ClientError('PERSISTED_QUERY_NOT_FOUND', { message: 'PersistedQueryNotFound' });
        return { source: known, newHash: undefined };
      }
      if (known === query) return { source: query, newHash: undefined };
      if (hash('sha256', query) !== sent) throw new ClientError('BAD_REQUEST', { message: WRONG_HASH });
      return { source: query, newHash: sent };
    },
    keep({ source, newHash }) {
      if (newHash !== undefined) kept.set(newHash, source, source.length + ENTRY_WEIGHT);
    },
  };
}

const NO_DOCUMENT = 'Send a document as "query", or the hash of one as "extensions.persistedQuery".';
const WRONG_HASH = 'The hash in "extensions.persistedQuery" is not that of the document.';
const WRONG_FORM = '"extensions.persistedQuery" must hold "version": 1 and "sha256Hash".';

function readHash(persisted: unknown): string {
  if (typeof persisted === 'object' && persisted !== null) {
    const { version, sha256Hash } = persisted as Partial<Record<string, unknown>>;
    if (version === 1 && typeof sha256Hash === 'string') return sha256Hash;
  }
  throw new ClientError('BAD_REQUEST', { message: WRONG_FORM });
}

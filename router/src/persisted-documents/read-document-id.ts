import { ClientError } from '../errors/client-error.js';
import type { ClientOperation } from '../pipeline/read-client-operation.js';
import { plainId } from './persisted-document.js';

/** The document that a client names in place of its text, or beside it. */
export interface NamedDocument {
  /** Without a prefix. */
  readonly id: string;
  /** Whether it is the hash of `extensions.persistedQuery`, which may be that of a text which the client sends later. */
  readonly isApq: boolean;
}

/**
 * The id in `extensions.persistedQuery.sha256Hash` (Apollo), `documentId` (GraphQL over HTTP, appendix on persisted
 * documents), `doc_id` (Relay), or the path of the URL.
 *
 * @param pathId What stands in the URL after `/graphql/`.
 * @throws {ClientError} Thrown with `BAD_REQUEST` when they name different documents.
 */
export function readDocumentId(
  { extensions, documentId }: ClientOperation,
  pathId: string | undefined,
): NamedDocument | undefined {
  const persisted = extensions?.['persistedQuery'];
  if (persisted == null && documentId === undefined && pathId === undefined) return undefined;
  const hash = persisted == null ? undefined : readHash(persisted);
  let id: string | undefined;
  for (const named of [hash, documentId, pathId]) {
    if (named === undefined) continue;
    const plain = plainId(named);
    if (id !== undefined && id !== plain) throw new ClientError('BAD_REQUEST', { message: DIFFERENT });
    id = plain;
  }
  return id === undefined ? undefined : { id, isApq: hash !== undefined };
}

const DIFFERENT = 'The request names two different documents.';
const WRONG_FORM = '"extensions.persistedQuery" must hold "version" and "sha256Hash".';

function readHash(persisted: unknown): string {
  if (typeof persisted === 'object' && persisted !== null) {
    const { version, sha256Hash } = persisted as Partial<Record<string, unknown>>;
    if (version !== 1) {
      throw new ClientError('BAD_REQUEST', { message: 'Unsupported persisted query version' });
    }
    if (typeof sha256Hash === 'string') return sha256Hash;
  }
  throw new ClientError('BAD_REQUEST', { message: WRONG_FORM });
}

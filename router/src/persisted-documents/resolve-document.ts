import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { ClientOperation } from '../pipeline/read-client-operation.js';
import type { ApqStore } from './apq-store.js';
import type { ClientPolicy } from './client-policy.js';
import { readClientClaim } from './client-policy.js';
import {
  documentMissing,
  hashesNotSupported,
  hashMismatch,
  hashNotFound,
  idMismatch,
  idNotInList,
  idRequired,
  textNotInSafelist,
} from './document-refusals.js';
import type { LogUnknownDocument } from './log-unknown-document.js';
import type { PersistedDocument } from './persisted-document.js';
import type { NamedDocument } from './read-document-id.js';
import { readDocumentId } from './read-document-id.js';

export interface ResolvedDocument {
  readonly source: string;
  /** The document of a manifest that it is; `undefined` for any other. */
  readonly persisted: PersistedDocument | undefined;
  /** What is to be kept under its hash when it turns out to be valid; `undefined` when there is nothing to keep. */
  readonly register: { readonly hash: string; readonly text: string } | undefined;
}

/** Who sends a document, and what they may send. */
export interface DocumentSender {
  readonly policy: ClientPolicy;
  /** The headers of the request, which name the client. */
  readonly headers: IncomingHttpHeaders;
  /** The id in the path of the URL. */
  readonly pathId: string | undefined;
}

export interface ResolveDocumentOptions {
  /** `undefined` when clients may not register documents. */
  readonly apq: ApqStore | undefined;
  readonly logUnknown: LogUnknownDocument;
}

/**
 * The document that a client means: its text, or the one that it names.
 *
 * @returns A promise only where a hash has to be looked up elsewhere.
 * @throws {ClientError} Thrown, or rejected with, when there is no document, or the client may not send it.
 */
export type ResolveDocument = (
  asked: ClientOperation,
  sender: DocumentSender,
) => ResolvedDocument | Promise<ResolvedDocument>;

export function createResolveDocument({ apq, logUnknown }: ResolveDocumentOptions): ResolveDocument {
  /** A text, from the client or from what clients have registered. Its hash has been checked. */
  function fromText(text: string, sender: DocumentSender, newHash?: string): ResolvedDocument {
    const { level, documents } = sender.policy;
    const register = newHash === undefined ? undefined : { hash: newHash, text };
    if (level === 'off') return { source: text, persisted: undefined, register };
    if (level === 'safelist-ids') throw idRequired();
    const persisted = documents.findByText(text);
    // The manifest's own text, so that all ways of writing it share what is made of it.
    if (persisted !== undefined) return { source: persisted.source, persisted, register };
    if (level === 'safelist') throw textNotInSafelist();
    logUnknown(text, readClientClaim(sender.headers));
    return { source: text, persisted: undefined, register };
  }

  function fromKnown(known: PersistedDocument, text: string | undefined, { policy }: DocumentSender) {
    if (text !== undefined && text !== known.source) {
      if (policy.documents.findByText(text)?.fingerprint !== known.fingerprint) throw idMismatch();
    }
    return { source: known.source, persisted: known, register: undefined };
  }

  function fromHash(sent: string, text: string | undefined, sender: DocumentSender) {
    if (apq === undefined) {
      if (sender.policy.documents.isEmpty) throw hashesNotSupported();
      if (text === undefined) throw idNotInList(sent);
      if (hash('sha256', text) !== sent) throw hashMismatch();
      return fromText(text, sender);
    }
    if (text !== undefined) {
      if (hash('sha256', text) !== sent) throw hashMismatch();
      return fromText(text, sender, sent);
    }
    const kept = apq.get(sent);
    return kept instanceof Promise ? kept.then((found) => fromKept(found, sender)) : fromKept(kept, sender);
  }

  function fromKept(text: string | undefined, sender: DocumentSender): ResolvedDocument {
    if (text === undefined) throw hashNotFound();
    return fromText(text, sender);
  }

  function fromUnknownId(named: NamedDocument, text: string | undefined, sender: DocumentSender) {
    if (sender.policy.level === 'safelist-ids') throw idNotInList(named.id);
    if (named.isApq) return fromHash(named.id, text, sender);
    if (text === undefined) throw idNotInList(named.id);
    if (SHA256.test(named.id) && hash('sha256', text) !== named.id) throw hashMismatch();
    return fromText(text, sender);
  }

  return (asked, sender) => {
    const named = readDocumentId(asked, sender.pathId);
    if (named === undefined) {
      if (asked.query === undefined || asked.query === '') throw documentMissing();
      return fromText(asked.query, sender);
    }
    const known = sender.policy.documents.findById(named.id);
    return known === undefined
      ? fromUnknownId(named, asked.query, sender)
      : fromKnown(known, asked.query, sender);
  };
}

const SHA256 = /^[0-9a-f]{64}$/;

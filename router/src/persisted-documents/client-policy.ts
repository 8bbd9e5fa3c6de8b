import type { IncomingHttpHeaders } from 'node:http';
import type { PersistedDocumentLevel } from '../config/persisted-document-options.js';
import type { DocumentSet } from './document-set.js';

/** What a client may send. */
export interface ClientPolicy {
  /** Different for each policy; part of the key under which running queries are shared. */
  readonly key: number;
  readonly level: PersistedDocumentLevel;
  /** By id, at every level; by text only, where the level asks for it. */
  readonly documents: DocumentSet;
}

/** What a client says about itself. */
export interface ClientClaim {
  readonly name: string | undefined;
  readonly version: string | undefined;
}

export function readClientClaim(headers: IncomingHttpHeaders): ClientClaim {
  return {
    name: text(headers['graphql-client-name'] ?? headers['apollographql-client-name']),
    version: text(headers['graphql-client-version'] ?? headers['apollographql-client-version']),
  };
}

function text(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}

const LEVELS: readonly PersistedDocumentLevel[] = ['off', 'audit', 'safelist', 'safelist-ids'];

/** The one that allows least; `off` when there is none. */
export function strictestLevel(levels: Iterable<PersistedDocumentLevel>): PersistedDocumentLevel {
  return LEVELS[Math.max(0, ...[...levels].map((level) => LEVELS.indexOf(level)))] ?? 'safelist-ids';
}

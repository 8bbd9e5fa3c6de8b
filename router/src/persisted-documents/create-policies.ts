import type { PersistedDocumentOptions } from '../config/persisted-document-options.js';
import type { ClientPolicy } from './client-policy.js';
import { strictestLevel } from './client-policy.js';
import { DocumentSet } from './document-set.js';
import { ManifestError } from './manifest-error.js';
import type { ManifestSource } from './manifest-source.js';
import type { PersistedDocument } from './persisted-document.js';

/** What each manifest holds. */
export type ManifestContents = ReadonlyMap<ManifestSource, readonly PersistedDocument[]>;

/** The manifests of a configuration. */
export interface ManifestSources {
  readonly forAll: readonly ManifestSource[];
  readonly byClient: ReadonlyMap<string, readonly ManifestSource[]>;
}

/** What every client may send, as it follows from the contents of the manifests. Made anew when one of them changes. */
export interface Policies {
  readonly byClient: ReadonlyMap<string, ClientPolicy>;
  /** Of clients that are not named, or not known by name. */
  readonly others: ClientPolicy;
  /** The documents of all manifests, each once. */
  readonly documents: readonly PersistedDocument[];
}

/**
 * @throws {ManifestError} Thrown when an id stands for two documents, or a document is for a client that the
 * configuration does not name.
 */
export function createPolicies(
  options: Pick<PersistedDocumentOptions, 'level' | 'clients'>,
  { forAll, byClient }: ManifestSources,
  contents: ManifestContents,
): Policies {
  const documentsOf = (sources: readonly ManifestSource[]) =>
    sources.flatMap((source) => contents.get(source) ?? []);
  const shared = documentsOf(forAll);
  const clients = Object.entries(options.clients).map(([name, { level }], index) => {
    const documents = [...shared, ...documentsOf(byClient.get(name) ?? [])];
    const policy = { key: index + 1, level, documents: new DocumentSet(documents.filter(isFor(name))) };
    return [name, policy] as const;
  });
  const all = [...shared, ...[...byClient.values()].flatMap(documentsOf)];
  for (const { clientName, origin } of all) {
    if (clientName === undefined || Object.hasOwn(options.clients, clientName)) continue;
    throw new ManifestError(`${origin}: there is no client "${clientName}" in persistedDocuments.clients`);
  }
  return {
    byClient: new Map(clients),
    others: {
      key: 0,
      level: options.level ?? strictestLevel(clients.map(([, { level }]) => level)),
      documents: new DocumentSet(shared.filter(isFor(undefined))),
    },
    documents: [...new Map(all.map((document) => [document.source, document])).values()],
  };
}

function isFor(name: string | undefined): (document: PersistedDocument) => boolean {
  return ({ clientName }) => clientName === undefined || clientName === name;
}

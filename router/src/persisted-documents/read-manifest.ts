import { hash } from 'node:crypto';
import { basename, extname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DocumentNode } from 'graphql';
import { Kind, parse } from 'graphql';
import { fingerprint } from './fingerprint.js';
import { ManifestError } from './manifest-error.js';
import type { ManifestEntry } from './manifest-entries.js';
import { manifestEntries } from './manifest-entries.js';
import type { PersistedDocument } from './persisted-document.js';
import { plainId } from './persisted-document.js';

/** A file, or what a URL answered. */
export interface ManifestText {
  /** The path or URL, for messages; its end says whether it is GraphQL. */
  readonly name: string;
  readonly text: string;
}

/** Milliseconds that the event loop is held up at a time. */
const TURN = 10;

/**
 * Reads the documents of manifests: Apollo's format (`{ "format": "apollo-persisted-query-manifest", "version": 1,
 * "operations": [{ "id", "name", "type", "body" }] }`), Relay's (`{ "<id>": "<text>" }`), and files of GraphQL, of which
 * each is a document: its ids are its name without the ending, and the SHA-256 hash of its text.
 *
 * @throws {ManifestError} Rejects with it when one of them is neither, or holds a text that is not GraphQL, or an id for
 * two documents.
 */
export async function readManifests(texts: readonly ManifestText[]): Promise<readonly PersistedDocument[]> {
  const documents: PersistedDocument[] = [];
  let began = performance.now();
  for (const manifest of texts) {
    for (const entry of entriesOf(manifest)) {
      documents.push(readDocument(entry));
      if (performance.now() - began < TURN) continue;
      await nextTurn();
      began = performance.now();
    }
  }
  return documents;
}

function entriesOf({ name, text }: ManifestText): readonly ManifestEntry[] {
  const ending = extname(name);
  if (ending !== '.graphql' && ending !== '.gql') return manifestEntries(name, text);
  return [
    {
      ids: [basename(name, ending), hash('sha256', text)],
      source: text,
      clientName: undefined,
      origin: name,
    },
  ];
}

function readDocument({ ids, source, clientName, origin }: ManifestEntry): PersistedDocument {
  const document = parseSource(source, origin);
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (operations.length === 0) throw new ManifestError(`${origin}: there is no operation in it`);
  return {
    ids: ids.map(plainId),
    source,
    fingerprint: fingerprint(document),
    tokens: document.tokenCount ?? 0,
    operationNames: operations.map((operation) => operation.name?.value),
    clientName,
    origin,
  };
}

function parseSource(source: string, origin: string): DocumentNode {
  try {
    return parse(source, { noLocation: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ManifestError(`${origin}: ${reason}`, { cause });
  }
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Preparation, PrepareDocument } from '../pipeline/prepare-documents.js';
import type { PersistedDocument } from './persisted-document.js';

/** A document of a manifest that cannot be executed on a supergraph. */
export interface BrokenDocument {
  readonly document: PersistedDocument;
  readonly reason: string;
}

/** Milliseconds that the event loop is held up at a time. */
const TURN = 10;

/** Checks documents against a supergraph. */
export async function findBrokenDocuments(
  documents: readonly PersistedDocument[],
  prepareDocument: PrepareDocument,
): Promise<readonly BrokenDocument[]> {
  const broken: BrokenDocument[] = [];
  let began = performance.now();
  for (const document of documents) {
    const reason = document.operationNames
      .map((name) => reasonOf(prepareDocument(document.source, name, true)))
      .find(Boolean);
    if (reason !== undefined) broken.push({ document, reason });
    if (performance.now() - began < TURN) continue;
    await nextTurn();
    began = performance.now();
  }
  return broken;
}

function reasonOf(preparation: Preparation): string | undefined {
  return preparation.kind === 'refused'
    ? preparation.errors.map(({ message }) => message).join(' ')
    : undefined;
}

/** One line for each document. */
export function describeBroken(broken: readonly BrokenDocument[]): string {
  return broken.map(({ document, reason }) => `\n  - ${document.origin}: ${reason}`).join('');
}

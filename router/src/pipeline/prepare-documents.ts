import type { GraphQLFormattedError } from 'graphql';
import type { PreparedOperation } from '../engine/engine.js';
import type { ExceededLimit } from '../limits/exceeded-limits.js';
import type { CheckDocumentOptions, CheckedDocument, ValidDocument } from './check-document.js';
import { createCheckDocument } from './check-document.js';
import { chooseOperation } from './choose-operation.js';
import type { DocumentRefusal } from './document-refusal.js';
import { WeightedCache } from './weighted-cache.js';

export interface PrepareDocumentsOptions extends CheckDocumentOptions {
  /** Told when a document above limits that only warn is prepared, and whether it has just been checked. */
  readonly onExceeded: (exceeded: readonly ExceededLimit[], isNew: boolean) => void;
}

/** A document that may be executed, or why it may not. */
export type Preparation =
  | { readonly kind: 'prepared'; readonly operation: PreparedOperation }
  | { readonly kind: 'refused'; readonly errors: readonly GraphQLFormattedError[] };

/**
 * Parses, validates, and chooses the operation. The same texts come again and again, so what was found is kept.
 * @param mayIntrospect Whether this client is told the schema.
 */
export type PrepareDocument = (
  source: string,
  operationName: string | null | undefined,
  mayIntrospect: boolean,
) => Preparation;

/**
 * Characters of documents that are kept. With its syntax tree, its plan and the code compiled for it, a document takes
 * some fifty bytes for each.
 */
const CACHE_WEIGHT = 1_000_000;
/** The same of documents that are refused, whose errors alone are kept: they cannot drive out those in use. */
const REFUSED_CACHE_WEIGHT = 200_000;
/** What an entry takes beside its text, in characters. */
const ENTRY_WEIGHT = 1_000;

interface Entry {
  readonly kind: 'valid';
  readonly checked: ValidDocument;
  /** By the place of the operation in the document. */
  readonly operations: Map<object, Preparation>;
}

export function createPrepareDocument(options: PrepareDocumentsOptions): PrepareDocument {
  const { schema, onExceeded } = options;
  const check = createCheckDocument(options);
  const valid = new WeightedCache<Entry>(CACHE_WEIGHT);
  const refused = new WeightedCache<DocumentRefusal>(REFUSED_CACHE_WEIGHT);

  function find(source: string): Entry | DocumentRefusal {
    const known = valid.get(source) ?? refused.get(source);
    const found = known ?? remember(source, check(source));
    if (found.kind === 'valid' && found.checked.exceeded.length > 0) {
      onExceeded(found.checked.exceeded, known === undefined);
    }
    return found;
  }

  function remember(source: string, checked: CheckedDocument): Entry | DocumentRefusal {
    if (checked.kind === 'refused') {
      refused.set(source, checked, source.length + checked.weight + ENTRY_WEIGHT);
      return checked;
    }
    const entry: Entry = { kind: 'valid', checked, operations: new Map() };
    valid.set(source, entry, source.length + ENTRY_WEIGHT);
    return entry;
  }

  return (source, operationName, mayIntrospect) => {
    const found = find(source);
    if (found.kind === 'refused') {
      return { kind: 'refused', errors: mayIntrospect ? found.errors : found.closedErrors };
    }
    const { document, introspection } = found.checked;
    if (!mayIntrospect && introspection.length > 0) return { kind: 'refused', errors: introspection };
    const choice = chooseOperation(document, operationName, schema);
    if (choice.kind === 'refused') return choice;
    let preparation = found.operations.get(choice.operation);
    if (preparation === undefined) {
      preparation = { kind: 'prepared', operation: { source, document, operation: choice.operation } };
      found.operations.set(choice.operation, preparation);
    }
    return preparation;
  };
}

import type { DocumentNode, SelectionNode } from 'graphql';
import { Kind, OperationTypeNode, parse } from 'graphql';

const FEDERATION_FIELDS: readonly string[] = ['_service', '_entities'];

/** Characters that a document may have; those of composition tools and demonstrations have a few hundred. */
const MAX_LENGTH = 10_000;

/**
 * Whether a document asks for the fields that Federation adds to every subgraph, and for nothing beside them. Fragments
 * at the root count as something else: they could hold anything.
 */
export function asksForFederationFieldsOnly(source: string): boolean {
  if (source.length > MAX_LENGTH) return false;
  let document: DocumentNode;
  try {
    document = parse(source, { maxTokens: 1_000 });
  } catch {
    return false;
  }
  return document.definitions.every(
    (definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ||
      (definition.kind === Kind.OPERATION_DEFINITION &&
        definition.operation === OperationTypeNode.QUERY &&
        definition.selectionSet.selections.every(isFederationField)),
  );
}

function isFederationField(selection: SelectionNode): boolean {
  return selection.kind === Kind.FIELD && FEDERATION_FIELDS.includes(selection.name.value);
}

import type { DocumentNode, GraphQLFormattedError, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { Kind, OperationTypeNode } from 'graphql';
import type { RouterErrorCode } from '../errors/router-errors.js';

export type OperationChoice =
  | { readonly kind: 'chosen'; readonly operation: OperationDefinitionNode }
  | { readonly kind: 'refused'; readonly errors: readonly GraphQLFormattedError[] };

/** The operation of a document that the client means (https://spec.graphql.org/October2021/#GetOperation()). */
export function chooseOperation(
  document: DocumentNode,
  operationName: string | null | undefined,
  schema: GraphQLSchema,
): OperationChoice {
  const operations = document.definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (operationName != null) {
    const named = operations.find(({ name }) => name?.value === operationName);
    return named === undefined
      ? refuse(`Unknown operation named "${operationName}".`)
      : accept(named, schema);
  }
  const [only, ...others] = operations;
  if (only === undefined) return refuse('Must provide an operation.');
  if (others.length > 0) return refuse('Must provide operation name if query contains multiple operations.');
  return accept(only, schema);
}

/** Validation lets operations pass whose root type does not exist: https://spec.graphql.org/October2021/#sec-Root-Operation-Types */
function accept(operation: OperationDefinitionNode, schema: GraphQLSchema): OperationChoice {
  if (schema.getRootType(operation.operation) == null)
    return refuse(`The schema has no ${operation.operation}s.`);
  if (operation.operation === OperationTypeNode.SUBSCRIPTION)
    return refuse('Subscriptions are not served here.');
  return { kind: 'chosen', operation };
}

function refuse(message: string): OperationChoice {
  const code: RouterErrorCode = 'OPERATION_RESOLUTION_FAILURE';
  return { kind: 'refused', errors: [{ message, extensions: { code } }] };
}

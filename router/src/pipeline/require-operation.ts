import type { ApolloServerPlugin } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { GraphQLError, Kind } from 'graphql';
import type { RouterErrorCode } from '../errors/router-errors.js';
import type { OperationContext } from './operation-context.js';

/**
 * Refuses a document from which no operation can be chosen
 * (https://spec.graphql.org/October2021/#GetOperation()). `ApolloServer` leaves that to the gateway, which throws: the
 * client would read of an internal error where the mistake is its own.
 */
export function requireOperation(): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation({ operation, document, request, schema }: ResolvedRequest) {
          if (operation !== undefined && schema.getRootType(operation.operation) != null)
            return Promise.resolve();
          return Promise.reject(
            new GraphQLError(explain(document, request.operationName, operation), {
              extensions: {
                code: 'OPERATION_RESOLUTION_FAILURE' satisfies RouterErrorCode,
                http: { status: 400, headers: new HeaderMap() },
              },
            }),
          );
        },
      }),
  };
}

/** The library's type promises an operation; the server calls the hook without one, too. */
interface ResolvedRequest {
  readonly operation?: OperationDefinitionNode | undefined;
  readonly document: DocumentNode;
  readonly schema: GraphQLSchema;
  readonly request: { readonly operationName?: string | undefined };
}

function explain(
  document: DocumentNode,
  operationName: string | undefined,
  operation: OperationDefinitionNode | undefined,
): string {
  // Validation lets it pass: https://spec.graphql.org/October2021/#sec-Root-Operation-Types
  if (operation !== undefined) return `The schema has no ${operation.operation}s.`;
  if (operationName !== undefined && operationName !== '')
    return `Unknown operation named "${operationName}".`;
  return document.definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION)
    ? 'Must provide operation name if query contains multiple operations.'
    : 'Must provide an operation.';
}

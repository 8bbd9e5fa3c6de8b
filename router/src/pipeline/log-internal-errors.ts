import type { ApolloServerPlugin } from '@apollo/server';
import type { Logger } from 'pino';
import { isInternalError } from '../errors/format-error.js';
import type { OperationContext } from './operation-context.js';

/** Writes to the log what `formatError` keeps from the client. */
export function logInternalErrors(logger: Logger): ApolloServerPlugin<OperationContext> {
  return {
    unexpectedErrorProcessingRequest({ requestContext, error }) {
      requestContext.contextValue.logger.error({ err: error }, 'an operation failed');
      return Promise.resolve();
    },
    invalidRequestWasReceived({ error }) {
      logger.debug({ err: error }, 'a request was not valid');
      return Promise.resolve();
    },
    requestDidStart: () =>
      Promise.resolve({
        didEncounterErrors({ errors, contextValue }) {
          for (const error of errors) {
            if (isInternalError(error)) contextValue.logger.error({ err: error }, 'an operation failed');
          }
          return Promise.resolve();
        },
      }),
  };
}

import type { ApolloServerPlugin } from '@apollo/server';
import type { FormattedExecutionResult } from 'graphql';
import { ROUTER_ERRORS } from '../errors/router-errors.js';
import type { OperationContext } from './operation-context.js';

/** Errors of subgraphs that make the whole answer fail, when there is nothing else in it. The first one wins. */
const DECISIVE_CODES = ['SERVICE_UNAVAILABLE', 'TOO_MANY_REQUESTS'] as const;

export interface AnswerStatus {
  readonly status: number;
  /** Seconds after which asking again makes sense; the `Retry-After` header. */
  readonly retryAfter: number;
}

/**
 * The HTTP status that an answer's errors call for, if they call for one: load balancers and clients that retry look at
 * the status. Partial data stays 200.
 */
export function answerStatus({ data, errors }: FormattedExecutionResult): AnswerStatus | null {
  if (errors === undefined || !isEmpty(data)) return null;
  for (const code of DECISIVE_CODES) {
    const decisive = errors.filter(({ extensions }) => extensions?.['code'] === code);
    if (decisive.length === 0) continue;
    const waits = decisive.map(({ extensions }) => extensions?.['retryAfter']).filter(isSeconds);
    return { status: ROUTER_ERRORS[code].status, retryAfter: Math.max(1, ...waits.map(Math.ceil)) };
  }
  return null;
}

/** Sets status and `Retry-After` of answers. */
export function respondWithStatus(): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse({ response }) {
          const answer = response.body.kind === 'single' ? answerStatus(response.body.singleResult) : null;
          if (answer !== null) {
            response.http.status = answer.status;
            response.http.headers.set('retry-after', String(answer.retryAfter));
          }
          return Promise.resolve();
        },
      }),
  };
}

function isEmpty(data: FormattedExecutionResult['data']): boolean {
  return data === null || data === undefined || Object.values(data).every((value) => value === null);
}

function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

import type { GraphQLFormattedError } from 'graphql';
import type { ExecutionAnswer } from '../engine/engine.js';
import type { RouterErrorCode } from '../errors/router-errors.js';
import { ROUTER_ERRORS } from '../errors/router-errors.js';

/** Errors of subgraphs that make the whole answer fail, when there is nothing else in it. The first one wins. */
const DECISIVE_CODES = ['SERVICE_UNAVAILABLE', 'TOO_MANY_REQUESTS'] as const;

export interface AnswerStatus {
  readonly status: number;
  /** Seconds after which asking again makes sense; the `Retry-After` header. */
  readonly retryAfter: number | undefined;
}

const OK: AnswerStatus = { status: 200, retryAfter: undefined };

/**
 * The HTTP status that an answer calls for: load balancers and clients that retry look at it. Partial data is 200; where
 * nothing was executed, the first error says the status.
 */
export function answerStatus({ data, isEmpty, errors }: ExecutionAnswer): AnswerStatus {
  const [first] = errors;
  if (first === undefined || !isEmpty) return OK;
  for (const code of DECISIVE_CODES) {
    const decisive = errors.filter(({ extensions }) => extensions?.['code'] === code);
    if (decisive.length === 0) continue;
    const waits = decisive.map(({ extensions }) => extensions?.['retryAfter']).filter(isSeconds);
    return { status: ROUTER_ERRORS[code].status, retryAfter: Math.max(1, ...waits.map(Math.ceil)) };
  }
  if (data !== undefined) return OK;
  const status = statusOf(first);
  return { status, retryAfter: status === 503 ? 1 : undefined };
}

function statusOf({ extensions }: GraphQLFormattedError): number {
  const code = extensions?.['code'];
  const known = typeof code === 'string' && Object.hasOwn(ROUTER_ERRORS, code);
  return (known ? ROUTER_ERRORS[code as RouterErrorCode].status : null) ?? 500;
}

function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

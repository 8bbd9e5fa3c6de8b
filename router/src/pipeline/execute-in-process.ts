import { randomUUID } from 'node:crypto';
import { ANONYMOUS } from '@techally/identity';
import type { Logger } from 'pino';
import { refuseAnonymous } from '../authorization/refuse-anonymous.js';
import { followSignal } from '../cancellation/follow-signal.js';
import type { ExecutionAnswer } from '../engine/engine.js';
import { ClientError } from '../errors/client-error.js';
import type { DescribeRequester } from '../identity/describe-requester.js';
import type { ExecuteResult, Router } from '../router.js';
import type { MutationClock } from './mutation-clock.js';
import { timeOf } from './mutation-clock.js';
import { RequestContext } from './request-context.js';
import { answerStatus } from './respond-with-status.js';
import type { SupergraphInUse } from './supergraph-in-use.js';

export interface ExecuteInProcessOptions {
  readonly describeRequester: DescribeRequester;
  readonly supergraph: () => SupergraphInUse;
  readonly mutationClock: MutationClock;
  /** Whether anonymous code gets nothing, as anonymous clients do. */
  readonly requireAuthentication: boolean;
  readonly logger: Logger;
}

/** Executes operations for code of this process: no HTTP, no credentials, no encoding. */
export function createExecuteInProcess(options: ExecuteInProcessOptions): Router['execute'] {
  return async ({ query, variables = {}, operationName }, asked = {}) => {
    const { identity = ANONYMOUS, requestId = randomUUID(), clientAddress, signal } = asked;
    const refusal = options.requireAuthentication ? refuseAnonymous(identity) : null;
    if (refusal !== null) return toResult({ data: undefined, isEmpty: true, errors: [refusal.toGraphQL()] });
    const supergraph = options.supergraph();
    const preparation = supergraph.prepareDocument(query, operationName, supergraph.mayIntrospect(identity));
    if (preparation.kind === 'refused')
      return toResult({ data: undefined, isEmpty: true, errors: preparation.errors });

    const headers = asked.requestId === undefined ? {} : { 'x-request-id': requestId };
    const requester = options.describeRequester(identity, { headers, clientAddress, requestId });
    const { operation } = preparation;
    const time = timeOf(operation, options.mutationClock);
    const { cancellation, stop } = followSignal(signal);
    const context = new RequestContext(requester, time, cancellation, options.logger);
    try {
      const cost = supergraph.demandControl?.begin(operation, variables, identity);
      const answer = await supergraph.execute(operation, { variables, context, onData: cost?.onData });
      context.hookContext?.throwFailure();
      return toResult(cost?.complete(answer, { asked: false, context }) ?? answer);
    } catch (error) {
      if (!(error instanceof ClientError)) throw error;
      return toResult({ data: undefined, isEmpty: true, errors: [error.toGraphQL()] });
    } finally {
      stop();
    }
  };
}

function toResult(answer: ExecutionAnswer): ExecuteResult {
  const { data, errors, extensions } = answer;
  return {
    status: answerStatus(answer).status,
    ...(data === undefined ? {} : { data: JSON.parse(data) as Record<string, unknown> | null }),
    ...(errors.length === 0 ? {} : { errors }),
    ...(extensions === undefined ? {} : { extensions }),
  };
}

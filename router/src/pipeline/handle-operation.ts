import type { IncomingHttpHeaders } from 'node:http';
import type { Identity } from '@techally/identity';
import { OperationTypeNode } from 'graphql';
import type { Logger } from 'pino';
import type { RequestCost } from '../demand-control/request-cost.js';
import type { PreparedOperation } from '../engine/engine.js';
import { ClientError } from '../errors/client-error.js';
import type { ChangeOperation, FoundOperation } from '../hooks/change-operation.js';
import type { HookContext } from '../hooks/hook-context.js';
import type { Authenticate } from '../identity/authenticate.js';
import type { DescribeRequester } from '../identity/describe-requester.js';
import { isNestedDeeper } from '../limits/is-nested-deeper.js';
import type { RouterMetrics } from '../metrics/router-metrics.js';
import type { ClientPolicy } from '../persisted-documents/client-policy.js';
import type { PersistedDocuments } from '../persisted-documents/persisted-documents.js';
import type { ResolvedDocument } from '../persisted-documents/resolve-document.js';
import type { CostBudget } from '../rate-limit/cost-budget.js';
import { costDifference } from '../rate-limit/cost-difference.js';
import type { LimitRequests } from '../rate-limit/limit-requests.js';
import type { WaitingClient } from './audience.js';
import type { Answer } from './answer.js';
import { refuseAnonymous } from '../authorization/refuse-anonymous.js';
import { Audience } from './audience.js';
import type { AnswerMediaType } from './compose-answer.js';
import { composeAnswer } from './compose-answer.js';
import type { MutationClock } from './mutation-clock.js';
import { timeOf } from './mutation-clock.js';
import type { ClientOperation } from './read-client-operation.js';
import { readBody, readSearch } from './read-client-operation.js';
import type { Requester } from './request-context.js';
import { RequestContext } from './request-context.js';
import type { SupergraphInUse } from './supergraph-in-use.js';

/** A request to `/graphql`, as the HTTP front hands it over: limited, decoded, not yet parsed. */
export interface HttpOperation {
  readonly method: 'GET' | 'POST';
  readonly headers: IncomingHttpHeaders;
  /** The body of a POST; of a GET, the URL's query with its question mark. */
  readonly text: string;
  /** The persisted document that the path of the URL names. */
  readonly pathId: string | undefined;
  /** What the client wants the answer as. */
  readonly mediaType: AnswerMediaType;
  readonly requestId: string;
  readonly clientAddress: string | undefined;
  readonly client: WaitingClient;
  /** What hooks have been told about the request so far; `undefined` where there are none. */
  readonly hookContext?: HookContext | undefined;
  /**
   * Headers of this client's answer, whatever it will be: names and values in turn. Stages add what concerns this client
   * alone; what belongs to an answer that several may share goes into the answer.
   */
  readonly responseHeaders: string[];
}

/** @throws {ClientError} Thrown, or rejected with, when a stage refuses the request before it is executed. */
export type HandleOperation = (request: HttpOperation) => Promise<Answer>;

export interface HandleOperationOptions {
  readonly authenticate: Authenticate;
  readonly limitRequests: LimitRequests;
  /** `undefined` when cost is not limited. */
  readonly costBudget: CostBudget | undefined;
  readonly describeRequester: DescribeRequester;
  /** The supergraph that new requests are executed on. */
  readonly supergraph: () => SupergraphInUse;
  readonly persistedDocuments: PersistedDocuments;
  readonly mutationClock: MutationClock;
  /** `null` when nobody wants any. */
  readonly metrics: RouterMetrics | null;
  /** Whether anonymous clients get nothing. */
  readonly requireAuthentication: boolean;
  /** `undefined` where no hook changes operations. */
  readonly changeOperation: ChangeOperation | undefined;
  /** Levels that lists and objects of variables may be nested. */
  readonly maxVariablesNesting: number;
  /** Whether identical queries in flight share one execution. */
  readonly shareQueries: boolean;
  readonly logger: Logger;
}

/**
 * One request, outside in: identity → rate limit → document → limits, parse and validate → choose → cost and its budget →
 * authorise, plan, execute, project → respond.
 *
 * Where the identity or the document has to be asked for elsewhere, the request waits; what is looked up after that (the
 * supergraph) still holds when it is used.
 */
export function createHandleOperation(options: HandleOperationOptions): HandleOperation {
  function answer(request: HttpOperation, identity: Identity): Promise<Answer> {
    const refusal = options.requireAuthentication ? refuseAnonymous(identity) : null;
    if (refusal !== null) throw refusal;
    const requester = options.describeRequester(identity, request);
    const policy = options.persistedDocuments.policyOf(request.headers, identity);

    const key = sharingKey(request, { requester, policy }, options.mutationClock.now);
    const running = options.shareQueries
      ? options.supergraph().runningQueries.join(key, request.client)
      : undefined;
    if (running !== undefined) return running.answer;

    const asked = request.method === 'GET' ? readSearch(request.text) : readBody(request.text);
    if (isNestedDeeper(asked.variables, options.maxVariablesNesting)) throw tooDeep();
    const { headers, pathId } = request;
    const document = options.persistedDocuments.resolve(asked, { policy, headers, pathId });
    const asking = { request, requester, asked, key };
    return document instanceof Promise
      ? document.then((found) => answerDocument(found, asking))
      : answerDocument(document, asking);
  }

  /** A hook may change what is asked, or refuse it. */
  function answerDocument(document: ResolvedDocument, asking: Asking): Promise<Answer> {
    const { changeOperation } = options;
    const { hookContext } = asking.requester;
    const found = { asked: asking.asked, source: document.source };
    return changeOperation === undefined || hookContext === undefined
      ? answerOperation(found, document, asking)
      : changeOperation(found, hookContext).then((changed) => answerOperation(changed, document, asking));
  }

  function answerOperation(
    { asked, source }: FoundOperation,
    document: ResolvedDocument,
    { request, requester, key }: Asking,
  ): Promise<Answer> {
    const supergraph = options.supergraph();
    const preparation = supergraph.prepareDocument(
      source,
      asked.operationName,
      supergraph.mayIntrospect(requester.identity),
    );
    if (preparation.kind === 'refused') {
      if (source === document.source) options.persistedDocuments.refuseBroken(document, preparation.errors);
      options.metrics?.countRefusal(String(preparation.errors[0]?.extensions?.['code']));
      const refusal = { data: undefined, isEmpty: true, errors: preparation.errors };
      return Promise.resolve(composeAnswer(refusal, request.mediaType));
    }
    const { operation } = preparation;
    const isQuery = operation.operation.operation === OperationTypeNode.QUERY;
    if (request.method === 'GET' && !isQuery) throw notByGet(operation);
    options.persistedDocuments.register(document);
    const cost = supergraph.demandControl?.begin(operation, asked.variables ?? {}, requester.identity);
    const { costBudget } = options;
    const charged =
      cost === undefined ? undefined : costBudget?.charge(requester, cost.estimated, request.responseHeaders);

    const audience = new Audience(request.client);
    const time = timeOf(operation, options.mutationClock);
    const context = new RequestContext(requester, time, audience.cancellation, options.logger);
    const answered = execute(supergraph, operation, asked, {
      context,
      mediaType: request.mediaType,
      audience,
      cost,
      costBudget,
      charged,
      metrics: options.metrics,
    });
    if (isQuery && supergraph.mayShare(operation))
      supergraph.runningQueries.add(key, { audience, answer: answered, cost });
    return answered;
  }

  function begin(request: HttpOperation, identity: Identity): Promise<Answer> {
    const limited = options.limitRequests(identity, request);
    return limited === undefined ? answer(request, identity) : limited.then(() => answer(request, identity));
  }

  // Not async: whoever shares an answer gets its promise, without others around it.
  return (request) => {
    const authenticated = options.authenticate(request.headers);
    return authenticated instanceof Promise
      ? authenticated.then((identity) => begin(request, identity))
      : begin(request, authenticated);
  };
}

interface Asking {
  readonly request: HttpOperation;
  readonly requester: Requester;
  readonly asked: ClientOperation;
  /** Under which its answer is shared. */
  readonly key: string;
}

interface Answering {
  readonly context: RequestContext;
  readonly mediaType: AnswerMediaType;
  readonly audience: Audience;
  readonly cost: RequestCost | undefined;
  readonly costBudget: CostBudget | undefined;
  /** When the estimate has been paid; rejects when it cannot be. */
  readonly charged: Promise<void> | undefined;
  readonly metrics: RouterMetrics | null;
}

async function execute(
  supergraph: SupergraphInUse,
  operation: PreparedOperation,
  { variables = {}, extensions }: ClientOperation,
  { context, mediaType, audience, cost, costBudget, charged, metrics }: Answering,
): Promise<Answer> {
  if (charged !== undefined) await charged;
  if (cost !== undefined) metrics?.observeCost('estimated', cost.estimated);
  const answer = await supergraph.execute(operation, { variables, context, onData: cost?.onData });
  if (cost !== undefined) costBudget?.settle(context, costDifference(cost, answer));
  if (cost?.actual !== undefined) metrics?.observeCost('actual', cost.actual);
  context.hookContext?.throwFailure();
  const told = cost?.complete(answer, {
    asked: supergraph.demandControl?.isAsked(extensions) === true,
    context,
  });
  const subgraphHeaders = context.replyHeaders?.merge(answer.errors.length === 0);
  return composeAnswer(told ?? answer, mediaType, audience, subgraphHeaders);
}

/** All that an answer depends on. What stands before the text has a fixed number of lines: nothing can be mixed up. */
function sharingKey(
  { method, mediaType, text, pathId = '' }: HttpOperation,
  { requester, policy }: { readonly requester: Requester; readonly policy: ClientPolicy },
  time: string,
): string {
  return `${method} ${mediaType} ${time} ${policy.key} ${pathId}\n${requester.sharingKey}\n${text}`;
}

function tooDeep(): ClientError {
  return new ClientError('MAX_RECURSION_LIMIT', { message: 'The variables are nested too deeply.' });
}

function notByGet({ operation }: PreparedOperation): ClientError {
  return new ClientError('METHOD_NOT_ALLOWED', {
    message: `A ${operation.operation} must be sent by POST: GET is for queries.`,
    headers: { allow: 'POST' },
  });
}

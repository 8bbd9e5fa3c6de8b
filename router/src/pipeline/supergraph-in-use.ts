import { OperationTypeNode } from 'graphql';
import type { Logger } from 'pino';
import type { Authorization, Authorizer } from '../authorization/authorizer.js';
import type { LimitOptions } from '../config/limit-options.js';
import type { Engine, ExecutionAnswer, ExecutionRequest, PreparedOperation } from '../engine/engine.js';
import type { DemandControl } from '../demand-control/demand-control.js';
import type { MayIntrospect } from '../identity/may-introspect.js';
import { createLimitWarnings } from '../limits/limit-warnings.js';
import type { RouterMetrics } from '../metrics/router-metrics.js';
import type { Answer } from './answer.js';
import type { MutationClock } from './mutation-clock.js';
import type { PrepareDocument } from './prepare-documents.js';
import { createPrepareDocument } from './prepare-documents.js';
import { StartQueue } from './start-queue.js';
import { RunningQueries } from './running-queries.js';
import { withoutSuggestions } from './without-suggestions.js';

export interface SupergraphInUseOptions {
  /** Default: clients may have everything. */
  readonly authorizer?: Authorizer | null;
  /** What operations cost; absent when it does not matter. */
  readonly demandControl?: DemandControl | undefined;
  /** Who is told the schema, by introspection or by suggestions in errors. */
  readonly mayIntrospect: MayIntrospect;
  readonly limits: LimitOptions;
  readonly logger: Logger;
  /** `null` when nobody wants any. */
  readonly metrics: RouterMetrics | null;
  /** Told when a mutation has ended. */
  readonly mutationClock: MutationClock;
}

/** A document that is planned ahead. */
export interface PlannableDocument {
  readonly source: string;
  /** Those of its operations; `undefined` for one without a name. */
  readonly operationNames: readonly (string | undefined)[];
}

const WARM_UP_OPERATIONS = 100;

/** Milliseconds that planning ahead may hold up a new supergraph. */
const WARM_UP_TIME = 5_000;

/**
 * One supergraph with all that was made for it: engine, checked documents, running queries. A router that gets a new
 * supergraph makes another one of these; requests finish on the one that they began with.
 */
export class SupergraphInUse {
  readonly prepareDocument: PrepareDocument;
  readonly mayIntrospect: MayIntrospect;
  readonly runningQueries = new RunningQueries<Answer>();
  readonly demandControl: DemandControl | undefined;
  readonly #engine: Engine;
  readonly #authorizer: Authorizer | null;
  readonly #mutationClock: MutationClock;
  readonly #startQueue = new StartQueue();
  readonly #retiring = new AbortController();
  #executing = 0;
  #retired: { readonly closed: Promise<void>; readonly close: () => void } | undefined;

  constructor(engine: Engine, options: SupergraphInUseOptions) {
    this.#engine = engine;
    this.#authorizer = options.authorizer ?? null;
    this.mayIntrospect = options.mayIntrospect;
    this.#mutationClock = options.mutationClock;
    this.demandControl = options.demandControl;
    this.prepareDocument = createPrepareDocument({
      schema: engine.schema,
      limits: options.limits,
      onExceeded: createLimitWarnings(options),
    });
  }

  /** Plans what is used most on the supergraph before, so that its successor does not begin with a flood of planning. */
  async warmUp(before: SupergraphInUse): Promise<void> {
    const operations = before.#engine.mostUsedOperations(WARM_UP_OPERATIONS);
    if (operations.length > 0) await this.#engine.warmUp(operations, AbortSignal.timeout(WARM_UP_TIME));
  }

  /**
   * Plans documents before they are asked for; what is not valid, or cannot be planned, is left out.
   * @returns How many operations were planned before the signal said stop.
   */
  planAhead(documents: readonly PlannableDocument[], signal: AbortSignal): Promise<number> {
    const operations = documents.flatMap(({ source, operationNames }) =>
      operationNames.flatMap((name) => {
        const preparation = this.prepareDocument(source, name, true);
        return preparation.kind === 'prepared' ? [preparation.operation] : [];
      }),
    );
    return this.#engine.planAhead(operations, AbortSignal.any([signal, this.#retiring.signal]));
  }

  /** Whether requesters of equal sharing keys get equal answers. */
  mayShare(operation: PreparedOperation): boolean {
    return this.#authorizer?.asksPolicies(operation) !== true;
  }

  async execute(operation: PreparedOperation, request: ExecutionRequest): Promise<ExecutionAnswer> {
    this.#executing += 1;
    try {
      const answer = await this.#startQueue.run(() => this.#authorize(operation, request));
      return this.mayIntrospect(request.context.identity) ? answer : hideSuggestions(answer);
    } finally {
      if (operation.operation.operation === OperationTypeNode.MUTATION) this.#mutationClock.end();
      this.#executing -= 1;
      if (this.#executing === 0) this.#retired?.close();
    }
  }

  #authorize(operation: PreparedOperation, request: ExecutionRequest): Promise<ExecutionAnswer> {
    if (this.#authorizer === null) return this.#engine.execute(operation, request);
    const authorization = this.#authorizer.authorize(operation, request);
    return authorization instanceof Promise
      ? authorization.then((decided) => this.#executeAuthorized(decided, request))
      : this.#executeAuthorized(authorization, request);
  }

  #executeAuthorized(authorization: Authorization, request: ExecutionRequest): Promise<ExecutionAnswer> {
    switch (authorization.kind) {
      case 'allowed':
        return this.#engine.execute(authorization.operation, request);
      case 'refused':
        return Promise.resolve({ data: undefined, isEmpty: true, errors: authorization.errors });
      case 'filtered':
        return this.#executeFiltered(authorization, request);
    }
  }

  async #executeFiltered(
    { operation, errors, complete: completeData }: Extract<Authorization, { kind: 'filtered' }>,
    request: ExecutionRequest,
  ): Promise<ExecutionAnswer> {
    const answer = await this.#engine.execute(operation, { ...request, completeData });
    // Without data, nothing was executed: what stands in the way is told alone.
    return answer.data === undefined ? answer : { ...answer, errors: [...errors, ...answer.errors] };
  }

  /** Closes the engine as soon as nothing is executed on it. No operation may begin any more. */
  retire(): Promise<void> {
    if (this.#retired === undefined) {
      this.#retiring.abort();
      const { promise, resolve } = Promise.withResolvers<undefined>();
      this.#retired = {
        closed: promise.then(() => this.#engine.close()),
        close: () => {
          resolve(undefined);
        },
      };
      if (this.#executing === 0) this.#retired.close();
    }
    return this.#retired.closed;
  }

  /** Closes the engine although something may be executed on it. */
  closeNow(): Promise<void> {
    const closed = this.retire();
    this.#retired?.close();
    return closed;
  }
}

/** Where nothing was executed, the errors are those of variables, which name fields and values of the schema. */
function hideSuggestions(answer: ExecutionAnswer): ExecutionAnswer {
  if (answer.data !== undefined) return answer;
  const errors = answer.errors.map((error) => ({ ...error, message: withoutSuggestions(error.message) }));
  return { ...answer, errors };
}

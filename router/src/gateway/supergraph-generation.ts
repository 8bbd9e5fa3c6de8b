import type { GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { print } from 'graphql';
import { coerceVariables } from '../engine/coerce-variables.js';
import type { PreparedOperation } from '../engine/engine.js';
import type { ExecutionResult } from '../engine/operation-executor.js';
import { OperationExecutors } from '../engine/operation-executors.js';
import type { FetchPort } from '../executor/fetch-port.js';
import { chooseOperation } from '../pipeline/choose-operation.js';
import { WeightedCache } from '../pipeline/weighted-cache.js';
import type { PlannerName } from '../planner/create-planner.js';
import { createPlanner } from '../planner/create-planner.js';
import { readOverrideLabels } from '../planner/override-labels.js';
import { PlanningError } from '../planner/planning-error.js';
import type { LoadedSupergraph } from '../supergraph/load-supergraph.js';
import { loadSupergraph } from '../supergraph/load-supergraph.js';
import type { Subgraph } from '../transport/subgraph-transport.js';
import { refuseAccessDirectives } from './refuse-access-directives.js';
import { PlannerOnDemand } from './planner-on-demand.js';

/** How many of the operations in use are planned again before a new supergraph takes over. */
const WARM_UP_OPERATIONS = 100;
/** Milliseconds that this may hold up the new supergraph. */
const WARM_UP_TIME = 5_000;
/** Characters of documents that are kept, for servers that parse the same text again and again. */
const CACHE_WEIGHT = 4_000_000;
/** What an entry takes beside its text, in characters. */
const ENTRY_WEIGHT = 1_000;

export interface GenerationOptions {
  readonly planner: PlannerName | undefined;
  readonly accessDirectives: 'refuse' | 'ignore';
  /** The one that is to be replaced: what is used most there is planned here before. */
  readonly previous: SupergraphGeneration | undefined;
  /** Aborted when the gateway stops; no planner is started after that. */
  readonly signal: AbortSignal;
  /** Told each time that an operation, or the supergraph, is left to the second planner. */
  readonly onFallback: (reason: string) => void;
}

/** What Apollo Server knows of a request when it is to be executed. */
export type GatewayRequest = Pick<GatewayGraphQLRequestContext, 'document' | 'request' | 'source'> & {
  /** Apollo Server leaves it to the gateway to say that a document has no such operation. */
  readonly operation: OperationDefinitionNode | undefined;
};

/** Without `data` when nothing was executed. */
export type GatewayResult = Pick<ExecutionResult, 'errors'> & { readonly data?: ExecutionResult['data'] };

/** One supergraph with its planner and its compiled operations. */
export class SupergraphGeneration {
  readonly subgraphs: ReadonlyMap<string, Subgraph>;
  readonly #executors: OperationExecutors;
  /** Apollo Server keeps parsed documents, so that a text comes again as the same object. */
  readonly #operations = new WeakMap<DocumentNode, Map<OperationDefinitionNode, PreparedOperation>>();
  /** For those that are parsed anew for each request, as without a `documentStore`. */
  readonly #operationsByText = new WeightedCache<PreparedOperation>(CACHE_WEIGHT);

  private constructor(
    readonly supergraph: LoadedSupergraph,
    private readonly planner: PlannerOnDemand,
  ) {
    this.#executors = new OperationExecutors({ supergraph, planner });
    this.subgraphs = new Map(supergraph.subgraphs.map((subgraph) => [subgraph.name, subgraph]));
  }

  /**
   * @throws {StartError} Thrown when the text is not a supergraph, or asks for access checks that nobody makes.
   * @throws {PlanningError} Thrown when no planner takes it, or the gateway is stopping.
   */
  static async load(supergraphSdl: string, options: GenerationOptions): Promise<SupergraphGeneration> {
    const { planner: name, previous, signal, onFallback } = options;
    const supergraph = loadSupergraph(supergraphSdl);
    if (options.accessDirectives === 'refuse') refuseAccessDirectives(supergraph.document);
    const planner = new PlannerOnDemand(readOverrideLabels(supergraph.document), async () => {
      if (signal.aborted) throw new PlanningError('QUERY_PLANNING_FAILED', 'The gateway has been stopped.');
      return createPlanner({ supergraph, planner: name, onFallback });
    });
    await planner.load();
    const generation = new SupergraphGeneration(supergraph, planner);
    if (previous !== undefined) {
      const operations = previous.#executors.mostUsed(WARM_UP_OPERATIONS);
      const timeLimit = AbortSignal.timeout(WARM_UP_TIME);
      await generation.#executors.warmUp(operations, AbortSignal.any([timeLimit, signal]));
    }
    return generation;
  }

  get schema(): GraphQLSchema {
    return this.supergraph.apiSchema;
  }

  /** Rejects with `PlanningError` when the operation cannot be planned. */
  async execute(request: GatewayRequest, port: FetchPort): Promise<GatewayResult> {
    const operation = this.#known(request) ?? this.#prepare(request);
    if ('errors' in operation) return operation;
    const coerced = coerceVariables(this.schema, operation, request.request.variables ?? {});
    if (coerced.kind === 'errors') return { errors: coerced.errors };
    const found = this.#executors.find(operation, coerced.variables);
    const executor = found instanceof Promise ? await found : found;
    return executor.execute({ variables: coerced.variables, port, isAbandoned: () => false });
  }

  /** Ends the planner. It starts again if an operation has to be planned after that. */
  close(): Promise<void> {
    return this.planner.close();
  }

  #known({ document, operation }: GatewayRequest): PreparedOperation | undefined {
    return operation === undefined ? undefined : this.#operations.get(document)?.get(operation);
  }

  #prepare({ document, source, request }: GatewayRequest): PreparedOperation | GatewayResult {
    const choice = chooseOperation(document, request.operationName, this.schema);
    if (choice.kind === 'refused') return { errors: choice.errors };
    const { operation } = choice;
    const text = `${operation.name?.value ?? ''}\n${print(document)}`;
    let prepared = this.#operationsByText.get(text);
    if (prepared === undefined) {
      prepared = { source, document, operation };
      this.#operationsByText.set(text, prepared, text.length + ENTRY_WEIGHT);
    }
    let ofDocument = this.#operations.get(document);
    if (ofDocument === undefined) {
      ofDocument = new Map<OperationDefinitionNode, PreparedOperation>();
      this.#operations.set(document, ofDocument);
    }
    ofDocument.set(operation, prepared);
    return prepared;
  }
}

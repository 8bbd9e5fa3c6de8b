import { setTimeout as sleep } from 'node:timers/promises';
import type { GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { coerceVariables } from '../engine/coerce-variables.js';
import type { PreparedOperation } from '../engine/engine.js';
import type { ExecutionResult } from '../engine/operation-executor.js';
import { OperationExecutors } from '../engine/operation-executors.js';
import type { FetchPort } from '../executor/fetch-port.js';
import type { PlannerName } from '../planner/create-planner.js';
import { createPlanner } from '../planner/create-planner.js';
import type { Planner } from '../planner/planner.js';
import type { LoadedSupergraph } from '../supergraph/load-supergraph.js';
import { loadSupergraph } from '../supergraph/load-supergraph.js';
import type { Subgraph } from '../transport/subgraph-transport.js';

/** How many of the operations in use are planned again before a new supergraph takes over. */
const WARM_UP_OPERATIONS = 100;
/** Milliseconds that this may hold up the new supergraph. */
const WARM_UP_TIME = 5_000;

/** One supergraph with its planner and compiled operations. The next one replaces it; what runs on it finishes on it. */
export class SupergraphGeneration {
  readonly subgraphs: ReadonlyMap<string, Subgraph>;
  readonly #executors: OperationExecutors;
  /** Apollo Server keeps parsed documents, so that a text comes again as the same object. */
  readonly #operations = new WeakMap<DocumentNode, Map<string, PreparedOperation>>();
  #running = 0;
  #retired = false;

  private constructor(
    readonly supergraph: LoadedSupergraph,
    private readonly planner: Planner,
  ) {
    this.#executors = new OperationExecutors({ supergraph, planner });
    this.subgraphs = new Map(supergraph.subgraphs.map((subgraph) => [subgraph.name, subgraph]));
  }

  /** @throws {StartError} Thrown when the text is not a supergraph. */
  static async load(
    supergraphSdl: string,
    {
      planner,
      previous,
    }: { readonly planner: PlannerName | undefined; readonly previous: SupergraphGeneration | null },
  ): Promise<SupergraphGeneration> {
    const supergraph = loadSupergraph(supergraphSdl);
    const generation = new SupergraphGeneration(supergraph, await createPlanner({ supergraph, planner }));
    if (previous !== null) {
      const operations = previous.#executors.mostUsed(WARM_UP_OPERATIONS);
      await generation.#executors.warmUp(operations, AbortSignal.timeout(WARM_UP_TIME));
    }
    return generation;
  }

  get schema(): GraphQLSchema {
    return this.supergraph.apiSchema;
  }

  /** Rejects with `PlanningError` when the operation cannot be planned. */
  async execute(
    request: Pick<GatewayGraphQLRequestContext, 'document' | 'operation' | 'source' | 'request'>,
    port: FetchPort,
  ): Promise<ExecutionResult | { readonly data: undefined; readonly errors: ExecutionResult['errors'] }> {
    this.#running += 1;
    try {
      const operation = this.#prepare(request);
      const coerced = coerceVariables(this.schema, operation, request.request.variables ?? {});
      if (coerced.kind === 'errors') return { data: undefined, errors: coerced.errors };
      const executor = await this.#executors.find(operation);
      return await executor.execute({ variables: coerced.variables, port, isAbandoned: () => false });
    } finally {
      this.#running -= 1;
      await this.#closeIfDone();
    }
  }

  /**
   * Gives back what the generation holds, once the last operation on it has finished.
   *
   * @param grace Milliseconds in which operations may still begin: those that were validated before.
   */
  async retire(grace = 0): Promise<void> {
    if (grace > 0) await sleep(grace, undefined, { ref: false });
    this.#retired = true;
    await this.#closeIfDone();
  }

  async #closeIfDone(): Promise<void> {
    if (this.#retired && this.#running === 0) await this.planner.close();
  }

  #prepare({
    document,
    operation,
    source,
  }: Pick<GatewayGraphQLRequestContext, 'document' | 'operation' | 'source'>): PreparedOperation {
    let byName = this.#operations.get(document);
    if (byName === undefined) {
      byName = new Map<string, PreparedOperation>();
      this.#operations.set(document, byName);
    }
    const name = operation.name?.value ?? '';
    let prepared = byName.get(name);
    if (prepared === undefined) byName.set(name, (prepared = { source, document, operation }));
    return prepared;
  }
}

import type { Logger } from 'pino';
import { createAskPolicies } from './authorization/ask-policies.js';
import { createAuthorizer } from './authorization/authorizer.js';
import { createGrantedScopes } from './authorization/granted-scopes.js';
import type { PolicyOptions } from './authorization/policy.js';
import type { RouterConfig } from './config/router-config.js';
import { createDemandControl } from './demand-control/demand-control.js';
import { planOptions } from './demand-control/plan-options.js';
import type { WayToSubgraphs } from './create-way-to-subgraphs.js';
import { createWayToSubgraphs } from './create-way-to-subgraphs.js';
import type { KeptState } from './kept-state.js';
import { createEngine } from './engine/create-engine.js';
import { EntityCache } from './entity-cache/entity-cache.js';
import { createSubgraphErrorPolicy } from './errors/subgraph-error-policy.js';
import { createChangeOperation } from './hooks/change-operation.js';
import { handleWithHooks } from './hooks/handle-with-hooks.js';
import { loadHooks } from './hooks/load-hooks.js';
import type { RouterHooks } from './hooks/router-hooks.js';
import { createOnPlan } from './hooks/watch-plans.js';
import type { Dispatch } from './http/carrier.js';
import { createRouterDispatch } from './http/create-router-dispatch.js';
import { RequestsUnderWay } from './http/requests-under-way.js';
import { createAuthenticate } from './identity/authenticate.js';
import { createMayIntrospect } from './identity/may-introspect.js';
import { createTokenVerifier } from './identity/token-verifier.js';
import { CurrentSupergraph } from './pipeline/current-supergraph.js';
import { createExecuteInProcess } from './pipeline/execute-in-process.js';
import { createHandleOperation } from './pipeline/handle-operation.js';
import { SupergraphInUse } from './pipeline/supergraph-in-use.js';
import { createApqStore } from './persisted-documents/create-apq-store.js';
import { Manifests } from './persisted-documents/manifests.js';
import { createPersistedDocuments } from './persisted-documents/persisted-documents.js';
import { createRateLimits } from './rate-limit/create-rate-limits.js';
import type { CodeOptions } from './router-options.js';
import type { Router } from './router.js';
import { SharedState } from './shared-state/shared-state.js';
import { checkSubgraphNames } from './supergraph/check-subgraph-names.js';
import { parseSupergraph } from './supergraph/parse-supergraph.js';

/**
 * All that a configuration decides about, but for the port: a router that gets another configuration makes another one
 * of these, and requests finish on the one that they began with.
 */
export interface RouterCore {
  readonly config: RouterConfig;
  readonly supergraph: CurrentSupergraph;
  /** Handles an HTTP request, whether it came by network or not. */
  readonly dispatch: Dispatch;
  readonly execute: Router['execute'];
  /** `undefined` when nothing is kept. */
  readonly entityCache: EntityCache | undefined;
  /** Resolves when nothing is executed any more and everything is given back. No request may begin any more. */
  close(): Promise<void>;
  /** Closes engines although something may be executed on them. */
  closeNow(): void;
}

export interface RouterCoreOptions {
  readonly config: RouterConfig;
  readonly code: Pick<
    CodeOptions,
    'transport' | 'isRevoked' | 'resolveApiKey' | 'policies' | 'otherPolicies' | 'now'
  > & { readonly hooks: RouterHooks | undefined };
  readonly supergraphSdl: string;
  /** What outlives configurations. */
  readonly kept: KeptState;
  /** Whether the router wants requests. */
  readonly isReady: () => boolean;
  readonly logger: Logger;
}

/** @throws {StartError} Thrown when the supergraph is not valid, or does not fit the configuration. */
export async function createRouterCore(options: RouterCoreOptions): Promise<RouterCore> {
  const { config, code, kept, isReady, logger } = options;
  const { mutationClock, metrics } = kept;
  const hooks = code.hooks ?? (config.hooks === undefined ? undefined : await loadHooks(config.hooks));
  const way = createWayToSubgraphs({ config, hooks, givenTransport: code.transport });
  const grantedScopes = createGrantedScopes(config.authorization.roleScopes);
  const manifests = await Manifests.load(config.persistedDocuments, logger);
  const entityCache = config.cache.enabled ? new EntityCache(config.cache) : undefined;
  const current = await CurrentSupergraph.create(options.supergraphSdl, {
    load: (sdl) =>
      loadSupergraph(sdl, { config, code, hooks, way, kept, manifests, entityCache, grantedScopes, logger }),
    logger,
  });
  const supergraph = () => current.get();

  manifests.watch(supergraph);
  const sharedState = new SharedState(config.sharedState, logger);
  const rateLimits = createRateLimits(config.rateLimit, { sharedState, kept, now: code.now, logger });
  const handleOperation = createHandleOperation({
    authenticate: createAuthenticate(config.authentication, {
      tokenVerifier: createTokenVerifier(config.authentication),
      isRevoked: code.isRevoked,
      resolveApiKey: code.resolveApiKey,
    }),
    limitRequests: rateLimits.limitRequests,
    describeRequester: way.describeRequester,
    costBudget: rateLimits.costBudget,
    supergraph,
    persistedDocuments: createPersistedDocuments({
      options: config.persistedDocuments,
      manifests,
      store: createApqStore({
        redis: sharedState.redis,
        memory: kept.apqMemory,
        ttl: config.persistedDocuments.apq.ttl,
      }),
      grantedScopes,
      logger,
    }),
    mutationClock,
    metrics,
    requireAuthentication: config.authorization.requireAuthentication,
    changeOperation: hooks === undefined ? undefined : createChangeOperation(hooks),
    maxVariablesNesting: config.limits.maxRecursion,
    shareQueries: config.deduplicate.clientQueries && way.sharesAnswers,
    logger,
  });
  const handle =
    hooks === undefined ? handleOperation : handleWithHooks(hooks, handleOperation, { metrics, logger });

  const underWay = new RequestsUnderWay();
  return {
    config,
    supergraph: current,
    entityCache,
    dispatch: createRouterDispatch({ config, handleOperation: handle, isReady, underWay, metrics, logger }),
    execute: createExecuteInProcess({
      describeRequester: way.describeRequester,
      supergraph,
      mutationClock,
      requireAuthentication: config.authorization.requireAuthentication,
      logger,
    }),
    async close() {
      // Until they have ended, they may still come to execute something.
      await underWay.ended();
      await manifests.close();
      await current.retire();
      await rateLimits.close();
      sharedState.close();
      await way.close();
    },
    closeNow() {
      current.closeNow();
    },
  };
}

interface LoadOptions {
  readonly config: RouterConfig;
  readonly code: PolicyOptions;
  readonly hooks: RouterHooks | undefined;
  readonly way: WayToSubgraphs;
  readonly kept: KeptState;
  readonly manifests: Manifests;
  readonly entityCache: EntityCache | undefined;
  readonly grantedScopes: ReturnType<typeof createGrantedScopes>;
  readonly logger: Logger;
}

async function loadSupergraph(supergraphSdl: string, options: LoadOptions): Promise<SupergraphInUse> {
  const { config, code, hooks, way } = options;
  const supergraph = parseSupergraph(supergraphSdl);
  checkSubgraphNames(config, supergraph);
  const engine = await createEngine(config.engine, {
    supergraphSdl,
    transport: way.transport,
    subgraphHeaders: way.subgraphHeaders,
    subgraphUrls: new Map(Object.entries(config.subgraphs).map(([name, { url }]) => [name, url])),
    onPlan: hooks === undefined ? undefined : createOnPlan(hooks),
    subgraphErrors: createSubgraphErrorPolicy(config.errors),
    logger: options.logger,
    entityCache: options.entityCache,
    ...planOptions(config),
  });
  const { mode } = config.authorization;
  const loaded = new SupergraphInUse(engine, {
    authorizer: createAuthorizer({
      supergraph,
      schema: engine.schema,
      mode,
      grantedScopes: options.grantedScopes,
      askPolicies: createAskPolicies(code),
    }),
    demandControl: createDemandControl(config.demandControl, engine.schema, supergraph),
    mayIntrospect: createMayIntrospect(config.introspection),
    limits: config.limits,
    mutationClock: options.kept.mutationClock,
    metrics: options.kept.metrics,
    logger: options.logger,
  });
  try {
    await options.manifests.prepare(loaded);
  } catch (error) {
    await loaded.retire();
    throw error;
  }
  return loaded;
}

export { createRouter } from './create-router.js';
export type {
  ExecuteOperation,
  ExecuteOptions,
  ExecuteResult,
  ListenAddress,
  Listening,
  Router,
} from './router.js';
export type { CodeOptions, RouterOptions } from './router-options.js';
export type { Policy, PolicyRequest } from './authorization/policy.js';
export { listConfigOptions } from './config/list-config-options.js';
export type { ConfigOption } from './config/list-config-options.js';
export { loadConfigFile } from './config/load-config-file.js';
export { routerConfigJsonSchema } from './config/router-config-json-schema.js';
export type { JsonSchema } from './config/router-config-json-schema.js';
export { routerConfigSchema } from './config/router-config.js';
export type { RouterConfig, RouterConfigInput } from './config/router-config.js';
export type { EngineName } from './engine/engine-name.js';
export type { EngineOptions, MakeSubgraphHeaders } from './engine/engine-options.js';
export type { Engine, ExecutionAnswer, ExecutionRequest, PreparedOperation } from './engine/engine.js';
export { ClientError } from './errors/client-error.js';
export { ROUTER_ERRORS } from './errors/router-errors.js';
export type { RouterErrorCode, UnauthenticatedReason } from './errors/router-errors.js';
export { StartError } from './errors/start-error.js';
export type {
  HookContext,
  OperationHookArgument,
  PlanHookArgument,
  RequestHookArgument,
  ResponseBody,
  ResponseHookArgument,
  RouterHooks,
  SubgraphHookAnswer,
  SubgraphRequestHookArgument,
  SubgraphResponseHookArgument,
} from './hooks/router-hooks.js';
export { SupergraphGateway } from './gateway/supergraph-gateway.js';
export type {
  AnyContext,
  GatewayLogger,
  SupergraphGatewayOptions,
  WillSendRequestOptions,
} from './gateway/supergraph-gateway-options.js';
export type { TokenClaims } from './identity/token-verifier.js';
export type { OperationContext } from './pipeline/operation-context.js';
export { createFileSource } from './supergraph/file-source.js';
export type { FileSourceOptions } from './supergraph/file-source.js';
export type { SupergraphListeners, SupergraphSource } from './supergraph/supergraph-source.js';
export { createUrlSource } from './supergraph/url-source.js';
export type { UrlSourceOptions } from './supergraph/url-source.js';
export { readSubgraphs } from './supergraph/read-subgraphs.js';
export { createHttpTransport } from './transport/http-transport.js';
export type { HttpTransportOptions } from './transport/http-transport.js';
export { createInProcessTransport } from './transport/in-process-transport.js';
export type { InProcessResponse, InProcessSubgraph } from './transport/in-process-transport.js';
export type {
  Subgraph,
  SubgraphHeaders,
  SubgraphReply,
  SubgraphRequest,
  SubgraphTransport,
} from './transport/subgraph-transport.js';
export { SubrequestError } from './transport/subrequest-error.js';

// First of all: type-graphql's decorators write their metadata with it.
import 'reflect-metadata';

export { auditActor } from './audit/audit-actor.js';
export type { AuditActor } from './audit/audit-actor.js';
export { auditRecorded } from './audit/audit-recorded.js';
export { changedProperties } from './audit/changed-properties.js';
export {
  BadUserInputError,
  ForbiddenError,
  ServiceUnavailableError,
  UnauthenticatedError,
} from './errors/request-errors.js';
export { refuse, UserErrorException } from './errors/user-error-exception.js';
export type { ErrorLogger } from './errors/format-error.js';
export { SUBGRAPH_ERRORS } from './errors/subgraph-errors.js';
export { ConnectionArgs } from './graphql/connection-args.js';
export { connectionType } from './graphql/connection-type.js';
export { ErrorCode } from './graphql/error-code.js';
export { MoneyType, toMoneyType } from './graphql/money-type.js';
export { PRINTABLE } from './graphql/printable-text.js';
export { PageInfo } from './graphql/page-info.js';
export { UserError, userError } from './graphql/user-error.js';
export { createHttpInternalTransport } from './internal/http-internal-transport.js';
export { createInternalClient } from './internal/internal-client.js';
export type {
  InternalClient,
  InternalRequest,
  InternalResponse,
  InternalTransport,
} from './internal/internal-client.js';
export { toConnection } from './pagination/connection.js';
export type { Connection, Edge } from './pagination/connection.js';
export { decodeCursor, encodeCursor } from './pagination/cursor.js';
export type { CursorValueKind, CursorValues } from './pagination/cursor.js';
export { keysetQuery } from './pagination/keyset.js';
export type { KeysetQuery, SortKey, SortOrder } from './pagination/keyset.js';
export { MAX_PAGE_SIZE, pageRequest } from './pagination/page-request.js';
export type { PageArguments, PageRequest } from './pagination/page-request.js';
export { fieldLimitRules } from './rules/field-limit-rules.js';
export {
  DEFAULT_FIELD_LIMITS,
  FIELD_LIMIT_VARIABLES,
  fieldLimitsOf,
  fieldLimitVariables,
  NO_FIELD_LIMITS,
  variablesOfFieldLimits,
} from './rules/field-limits.js';
export type { FieldLimit, FieldLimits } from './rules/field-limits.js';
export { and } from './rules/shield.js';
export { networkOf } from './server/network-of.js';
export { openLimitStore } from './runner/open-limit-store.js';
export { isAdminWith, isAnyone, isService, isUserWith } from './rules/access-rules.js';
export type { AccessRules } from './rules/guard-schema.js';
export { GraphQLDecimal } from './scalars/decimal.js';
export { GraphQLJSONObject } from './scalars/json-object.js';
export type { JsonObject } from './scalars/json-object.js';
export { createSubgraph } from './server/create-subgraph.js';
export type {
  Subgraph,
  SubgraphOptions,
  SubgraphRequest,
  SubgraphResponse,
} from './server/create-subgraph.js';
export { listenSubgraph } from './server/listen-subgraph.js';
export type { ListenOptions, SubgraphFront } from './server/listen-subgraph.js';
export type { Webhook, WebhookRequest, WebhookResponse } from './server/webhook.js';
export { maySee } from './rules/may-see.js';
export { requireUser } from './server/request-context.js';
export type { RequestContext } from './server/request-context.js';
export { isUuid, uuidArgument } from './graphql/uuid.js';
export { createChildPageLoader } from './loading/child-page-loader.js';
export type { ChildPageBatch, ChildPageLoader } from './loading/child-page-loader.js';
export { createCountLoader, createEntityLoader, createKeyedLoader } from './loading/entity-loader.js';
export { reportOutages } from './service/report-outages.js';
export type { Service, ServiceDependencies, ServiceLogger } from './service/service.js';
export { createSweeper } from './service/sweeper.js';
export { createLogger } from './runner/create-logger.js';
export { runService } from './runner/run-service.js';
export type { RunServiceOptions } from './runner/run-service.js';
export { parseServiceSettings, SERVICE_PORTS, ServiceSettingsError } from './runner/service-settings.js';
export type { ServiceName, ServiceSettings } from './runner/service-settings.js';

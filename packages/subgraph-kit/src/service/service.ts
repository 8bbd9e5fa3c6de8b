import type { EventBus } from '@techally/messaging';
import type { RateLimitStore } from '@techally/rate-limit';
import type { FieldLimits } from '../rules/field-limits.js';
import type { InternalTransport } from '../internal/internal-client.js';
import type { Subgraph } from '../server/create-subgraph.js';
import type { Webhook } from '../server/webhook.js';

/** Anything of pino's shape. */
export interface ServiceLogger {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** What every domain's service is given; some take more (see their `create-service.ts`). */
export interface ServiceDependencies {
  /** The domain's own database, migrated. */
  readonly databaseUrl: string;
  /** Shared by the router and all services; at least 32 characters. */
  readonly identitySecret: string;
  /** Started and stopped by the caller. */
  readonly bus: EventBus;
  /** Reaches the other subgraphs. */
  readonly internal: InternalTransport;
  readonly logger: ServiceLogger;
  /** How often some fields may be used. Default: {@link DEFAULT_FIELD_LIMITS}. */
  readonly fieldLimits?: FieldLimits;
  /** Counts for `fieldLimits`; closed by the caller. Default: one of this process. */
  readonly limitStore?: RateLimitStore;
  /** Told of every SQL statement, for tests and metrics. */
  readonly onQuery?: (sql: string) => void;
  /** Default: the system's clock. */
  readonly now?: () => Date;
}

/** A domain's service: its subgraph, and the consumers and relays that work beside it. */
export interface Service {
  readonly subgraph: Subgraph;
  /** Public JSON documents of the HTTP front: path → body. */
  readonly documents?: Readonly<Record<string, () => Promise<object>>>;
  /** What other systems call by POST: path → answer. */
  readonly webhooks?: Readonly<Record<string, Webhook>>;
  /** Begins to consume messages and to relay the outbox. */
  start(): Promise<void>;
  /** Stops consuming, lets what is in flight finish, closes the database pool. */
  stop(): Promise<void>;
  /** Whether the service can work: its database answers. */
  healthy(): Promise<boolean>;
}

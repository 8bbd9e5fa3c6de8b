import { parseDatabaseSettings } from '@techally/database';
import type { DatabaseSettings } from '@techally/database';
import { parseAmqpUrl } from '@techally/messaging';
import { parseRedisUrl } from '@techally/redis';
import { z } from 'zod';
import type { FieldLimits } from '../rules/field-limits.js';
import { fieldLimitsOf, fieldLimitVariables } from '../rules/field-limits.js';

/** The port of each service, by name; the router is on 4000. */
export const SERVICE_PORTS = {
  auth: 3001,
  user: 3002,
  product: 3003,
  order: 3004,
  payment: 3005,
  inventory: 3006,
  notification: 3007,
} as const;

/** The name of a domain's service. */
export type ServiceName = keyof typeof SERVICE_PORTS;

/** What a service process reads from its environment. */
export interface ServiceSettings {
  readonly port: number;
  readonly host: string;
  readonly databases: Extract<DatabaseSettings, { kind: 'server' }>;
  /** Redis, where the system has one; else null. */
  readonly redisUrl: string | null;
  /** RabbitMQ, where the system has one; else null. */
  readonly amqpUrl: string | null;
  readonly identitySecret: string;
  /** The GraphQL endpoint of every service. */
  readonly urls: Readonly<Record<ServiceName, string>>;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Whether to bring the database up to date at start. */
  readonly migrate: boolean;
  /** Whether strangers may ask for `_service` and `_entities`, as nobody; for demonstrations. */
  readonly openFederationFields: boolean;
  /** How often some fields may be used; see {@link FIELD_LIMIT_VARIABLES}. */
  readonly fieldLimits: FieldLimits;
}

/** Thrown when the environment of a process is not usable; the message names the variables. */
export class ServiceSettingsError extends Error {
  readonly code = 'SERVICE_SETTINGS_INVALID';
}

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  IDENTITY_SECRET: z.string().min(32, 'needs at least 32 characters'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  MIGRATE: z.enum(['true', 'false']).default('true'),
  OPEN_FEDERATION_FIELDS: z.enum(['true', 'false']).default('false'),
});

const urls = z.object(
  Object.fromEntries(
    Object.keys(SERVICE_PORTS).map((name) => [`${name.toUpperCase()}_URL`, z.url().optional()]),
  ),
);

/**
 * Reads the environment of one service:
 * `PORT` (default 3001–3007), `HOST` (127.0.0.1), the database variables of `parseDatabaseSettings`, the Redis variables
 * of `parseRedisUrl`, `AMQP_URL`, `IDENTITY_SECRET`, `<SERVICE>_URL` (default `http://127.0.0.1:<port>/graphql`), `LOG_LEVEL` (info),
 * `MIGRATE` (true), `OPEN_FEDERATION_FIELDS` (false), and the limits of `FIELD_LIMIT_VARIABLES`.
 * @throws {ServiceSettingsError} Thrown when one is missing or unusable.
 * @throws {RedisSettingsError} Thrown when the Redis variables are unusable.
 * @throws {AmqpSettingsError} Thrown when `AMQP_URL` is unusable.
 */
export function parseServiceSettings(
  name: ServiceName,
  env: Readonly<Record<string, string | undefined>>,
): ServiceSettings {
  const own = environment.safeParse(env);
  const others = urls.safeParse(env);
  const limits = fieldLimitVariables.safeParse(env);
  if (!own.success || !others.success || !limits.success) {
    const issues = [own, others, limits].flatMap(({ error }) => error?.issues ?? []);
    throw new ServiceSettingsError(
      issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    );
  }
  const databases = parseDatabaseSettings(env);
  if (databases.kind === 'embedded') {
    throw new ServiceSettingsError(
      'DATABASE_URL: a service that runs alone needs a PostgreSQL server. `npm start` brings one of its own.',
    );
  }
  const urlOf = (service: ServiceName) =>
    others.data[`${service.toUpperCase()}_URL`] ?? `http://127.0.0.1:${SERVICE_PORTS[service]}/graphql`;
  return {
    port: own.data.PORT ?? SERVICE_PORTS[name],
    host: own.data.HOST,
    databases,
    redisUrl: parseRedisUrl(env),
    amqpUrl: parseAmqpUrl(env),
    identitySecret: own.data.IDENTITY_SECRET,
    urls: {
      auth: urlOf('auth'),
      user: urlOf('user'),
      product: urlOf('product'),
      order: urlOf('order'),
      payment: urlOf('payment'),
      inventory: urlOf('inventory'),
      notification: urlOf('notification'),
    },
    logLevel: own.data.LOG_LEVEL,
    migrate: own.data.MIGRATE === 'true',
    openFederationFields: own.data.OPEN_FEDERATION_FIELDS === 'true',
    fieldLimits: fieldLimitsOf(limits.data),
  };
}

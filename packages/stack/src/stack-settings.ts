import { resolve } from 'node:path';
import { parseDatabaseSettings } from '@techally/database';
import type { DatabaseSettings } from '@techally/database';
import { parseAmqpUrl } from '@techally/messaging';
import { parseRedisUrl } from '@techally/redis';
import type { FieldLimits } from '@techally/subgraph-kit';
import {
  DEFAULT_FIELD_LIMITS,
  fieldLimitsOf,
  fieldLimitVariables,
  NO_FIELD_LIMITS,
} from '@techally/subgraph-kit';
import type { DeliverySettings } from '@techally/subgraph-notification';
import { parseDeliverySettings, parseShopUrl } from '@techally/subgraph-notification';
import { parseCarrierOptions } from '@techally/subgraph-order';
import type { CarrierOptions } from '@techally/subgraph-order';
import { parseProviderOptions } from '@techally/subgraph-payment';
import type { ProviderOptions } from '@techally/subgraph-payment';
import { z } from 'zod';
import type { GateSettings } from './gate/gate-settings.js';
import { parseGateSettings } from './gate/gate-settings.js';

/** What `npm start` takes from its arguments and its environment. */
export interface StackSettings {
  /** The router's port; `PORT`, default 4000. */
  readonly port: number;
  /** The address that the router listens on; `HOST`, default 127.0.0.1. */
  readonly host: string;
  /** Where the embedded database and the secrets are; `DATA_DIR`, default `.data`. */
  readonly dataDirectory: string;
  /** `--fresh`: delete the embedded data first. */
  readonly fresh: boolean;
  /** `--services`: eight processes in place of one. */
  readonly services: boolean;
  /** Load the demonstration catalogue and accounts; `DEMO`, default true on the embedded database, else false. */
  readonly demo: boolean;
  readonly databases: DatabaseSettings;
  /** Redis, where there is one (`REDIS_URL`, or `REDIS_HOST` and `REDIS_PORT`); else null. */
  readonly redisUrl: string | null;
  /** RabbitMQ, where there is one (`AMQP_URL`); else null. */
  readonly amqpUrl: string | null;
  /** Where links in messages lead (`SHOP_URL`); default: the router's own address. */
  readonly shopUrl: string;
  /** Who delivers messages to customers; default: tables of the notification domain. */
  readonly delivery: DeliverySettings;
  /** Who moves the money: Stripe where there is an account (`STRIPE_SECRET_KEY`), else the sandbox. */
  readonly paymentProvider: ProviderOptions;
  /** The carriers that are connected (`CARRIER`, `SANDBOX_CARRIER_PACE`); default: the sandbox. */
  readonly carriers: CarrierOptions;
  readonly gate: GateSettings;
  /** Given by the environment on a real server (`IDENTITY_SECRET`, `KEY_ENCRYPTION_SECRET`); else kept in the data folder. */
  readonly secrets: { readonly identitySecret: string; readonly keyEncryptionSecret: string } | null;
  readonly logLevel: string;
  /** How often some fields may be used; none has a limit in a demonstration, unless a variable says otherwise. */
  readonly fieldLimits: FieldLimits;
}

/** Thrown when an argument or a variable is not usable; the message says which and how it should be. */
export class StackSettingsError extends Error {
  readonly code = 'STACK_SETTINGS_INVALID';
}

const secret = z.string().min(32, 'needs at least 32 characters').optional();
const flag = z.enum(['true', 'false'], 'is true or false').transform((text) => text === 'true');

const environment = z.object({
  PORT: z.coerce
    .number('is a port')
    .int('is a port')
    .min(1, 'is a port')
    .max(65_535, 'is a port')
    .default(4000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('.data'),
  DEMO: flag.optional(),
  IDENTITY_SECRET: secret,
  KEY_ENCRYPTION_SECRET: secret,
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
});

const FLAGS = ['--fresh', '--services'];

/**
 * @throws {StackSettingsError} Thrown for unknown arguments and unusable variables.
 * @throws {RedisSettingsError} Thrown when the Redis variables are unusable.
 * @throws {AmqpSettingsError} Thrown when `AMQP_URL` is unusable.
 * @throws {DeliverySettingsError} Thrown when the variables about messages to customers are unusable.
 * @throws {StripeSettingsError} Thrown when the variables of Stripe are unusable.
 * @throws {CarrierSettingsError} Thrown when the variables about carriers are unusable.
 * @throws {GateSettingsError} Thrown when the variables about limits are unusable.
 */
export function parseStackSettings(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): StackSettings {
  const unknown = args.find((argument) => !FLAGS.includes(argument));
  if (unknown !== undefined)
    throw new StackSettingsError(`Unknown argument "${unknown}". Known are ${FLAGS.join(' and ')}.`);
  const parsed = environment.safeParse(env);
  const limits = fieldLimitVariables.safeParse(env);
  if (!parsed.success || !limits.success) {
    const issues = [parsed, limits].flatMap(({ error }) => error?.issues ?? []);
    throw new StackSettingsError(
      issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`).join('\n'),
    );
  }
  const { data } = parsed;
  const databases = parseDatabaseSettings(env);
  const demo = data.DEMO ?? databases.kind === 'embedded';
  if ((data.IDENTITY_SECRET === undefined) !== (data.KEY_ENCRYPTION_SECRET === undefined)) {
    throw new StackSettingsError(
      'IDENTITY_SECRET and KEY_ENCRYPTION_SECRET are given together or not at all.',
    );
  }
  return {
    port: data.PORT,
    host: data.HOST,
    dataDirectory: resolve(data.DATA_DIR),
    fresh: args.includes('--fresh'),
    services: args.includes('--services'),
    demo,
    // A demonstration is one address that plays many customers.
    fieldLimits: fieldLimitsOf(limits.data, demo ? NO_FIELD_LIMITS : DEFAULT_FIELD_LIMITS),
    databases,
    redisUrl: parseRedisUrl(env),
    amqpUrl: parseAmqpUrl(env),
    shopUrl: parseShopUrl(env) ?? `http://${data.HOST}:${data.PORT}`,
    delivery: parseDeliverySettings(env),
    paymentProvider: parseProviderOptions(env),
    carriers: parseCarrierOptions(env),
    gate: parseGateSettings(env),
    secrets:
      data.IDENTITY_SECRET !== undefined && data.KEY_ENCRYPTION_SECRET !== undefined
        ? { identitySecret: data.IDENTITY_SECRET, keyEncryptionSecret: data.KEY_ENCRYPTION_SECRET }
        : null,
    logLevel: data.LOG_LEVEL,
  };
}

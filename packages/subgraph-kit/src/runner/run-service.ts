import { flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { SUBSCRIPTIONS } from '@techally/contracts';
import { databaseName, ensureDatabase, migrate } from '@techally/database';
import { createIdentitySigner } from '@techally/identity';
import { createEventBus } from '@techally/messaging';
import { createHttpInternalTransport } from '../internal/http-internal-transport.js';
import { listenSubgraph } from '../server/listen-subgraph.js';
import type { Service, ServiceDependencies } from '../service/service.js';
import { createLogger } from './create-logger.js';
import { openLimitStore } from './open-limit-store.js';
import type { ServiceName, ServiceSettings } from './service-settings.js';
import { parseServiceSettings, ServiceSettingsError } from './service-settings.js';

export interface RunServiceOptions {
  readonly name: ServiceName;
  /** The process's environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Makes the service; `settings` for what a domain needs beyond the common dependencies. */
  readonly create: (dependencies: ServiceDependencies, settings: ServiceSettings) => Promise<Service>;
}

/**
 * Runs one service as a process of its own: reads the environment, migrates its database, opens its port, and stops
 * cleanly on SIGINT and SIGTERM. Exits with 1 and one clear message when it cannot start.
 */
export async function runService(options: RunServiceOptions): Promise<void> {
  try {
    await start(options);
  } catch (error) {
    const known = error instanceof ServiceSettingsError || (error instanceof Error && 'code' in error);
    console.error(known ? `${options.name}: ${(error as Error).message}` : error);
    process.exit(1);
  }
}

async function start({ name, env, create }: RunServiceOptions): Promise<void> {
  const settings = parseServiceSettings(name, env);
  const logger = createLogger(settings.logLevel, name);
  const databaseUrl = settings.databases.urlFor(name);
  const platformUrl = settings.databases.urlFor('platform');

  if (settings.migrate) {
    if (settings.databases.adminUrl !== null) {
      await ensureDatabase(settings.databases.adminUrl, databaseName(name));
      await ensureDatabase(settings.databases.adminUrl, databaseName('platform'));
    }
    // From src/runner or dist/runner of this package to the folder of the domain's migrations.
    const migrationsDirectory = fileURLToPath(
      new URL(`../../../../prisma/${name}/migrations`, import.meta.url),
    );
    await migrate({ databaseUrl, migrationsDirectory });
  }

  const bus = createEventBus({
    amqpUrl: settings.amqpUrl,
    databaseUrl: platformUrl,
    topology: SUBSCRIPTIONS,
    name,
    onError: (err) => {
      logger.error({ err }, 'the event bus failed');
    },
  });
  await bus.start();
  const internal = createHttpInternalTransport({ urls: settings.urls });
  const limitStore = openLimitStore({ redisUrl: settings.redisUrl, name, logger });
  const { identitySecret, fieldLimits } = settings;
  const service = await create(
    { databaseUrl, identitySecret, bus, internal, logger, fieldLimits, limitStore },
    settings,
  );
  if (settings.openFederationFields) {
    logger.warn(
      { setting: 'OPEN_FEDERATION_FIELDS' },
      `${name} is OPEN: everybody who reaches its port may read its schema and ask for its entities. For demonstrations only.`,
    );
  }
  let started = false;
  const front = await listenSubgraph(service.subgraph, {
    port: settings.port,
    host: settings.host,
    healthy: async () => started && (await service.healthy()),
    ...(service.documents === undefined ? {} : { documents: service.documents }),
    ...(service.webhooks === undefined ? {} : { webhooks: service.webhooks }),
    ...(settings.openFederationFields
      ? { openFederationFields: createIdentitySigner({ secret: settings.identitySecret }) }
      : {}),
  });
  // Last: a process that cannot open its port, and is started again and again, must not take messages each time. A broker
  // counts how often a message's process has ended, and gives it up at some point.
  await service.start();
  started = true;
  logger.info({ url: front.url }, `${name} is ready`);
  // With NODE_COMPILE_CACHE the next start compiles nothing anew, however this process may end.
  flushCompileCache();

  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, `${name} is stopping`);
    void front
      .close()
      .then(() => service.stop())
      .then(() => bus.close())
      .then(() => limitStore.close())
      .then(
        () => process.exit(0),
        (err: unknown) => {
          logger.error({ err }, `${name} did not stop cleanly`);
          process.exit(1);
        },
      );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

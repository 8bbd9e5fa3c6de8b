import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { SUBSCRIPTIONS } from '@techally/contracts';
import { createEventBus } from '@techally/messaging';
import type { EventBus } from '@techally/messaging';
import { openRevocationList } from '@techally/revocation';
import type { Router, RouterConfigInput } from '@techally/router';
import { createInProcessTransport, createRouter } from '@techally/router';
import type { ServiceName } from '@techally/subgraph-kit';
import { openLimitStore } from '@techally/subgraph-kit';
import { TOKEN_AUDIENCE, TOKEN_ISSUER } from '@techally/subgraph-auth';
import type { Logger } from 'pino';
import type { DatabaseAddresses } from './databases/prepare-databases.js';
import { gateOptions } from './gate/gate-options.js';
import type { GateSettings } from './gate/gate-settings.js';
import { parseGateSettings } from './gate/gate-settings.js';
import type { Secrets } from './secrets.js';
import { createServices } from './services/create-services.js';
import type { CreateServicesOptions, Services } from './services/create-services.js';

export interface StackOptions {
  /** Migrated databases. */
  readonly databases: Pick<DatabaseAddresses, 'urlFor'>;
  /** Redis, where there is one; else PostgreSQL does its work. Default `null`. */
  readonly redisUrl?: string | null;
  /** RabbitMQ, where there is one; else PostgreSQL has the queues. Default `null`. */
  readonly amqpUrl?: string | null;
  readonly secrets: Secrets;
  readonly logger: Logger;
  /** Told of every SQL statement of every domain. */
  readonly onQuery?: (domain: ServiceName, sql: string) => void;
  /** Told of every request that the router sends to a subgraph. */
  readonly onFetch?: (subgraph: string, query: string) => void;
  readonly fieldLimits?: CreateServicesOptions['fieldLimits'];
  readonly shopUrl?: CreateServicesOptions['shopUrl'];
  readonly delivery?: CreateServicesOptions['delivery'];
  readonly passwordCost?: CreateServicesOptions['passwordCost'];
  readonly paymentProvider?: CreateServicesOptions['paymentProvider'];
  readonly carriers?: CreateServicesOptions['carriers'];
  readonly clock?: CreateServicesOptions['clock'];
  /** The router's limits, counted on Redis where there is one, else in this process. Default: on, and no proxy is trusted. */
  readonly gate?: GateSettings;
  /** Which documents clients may send. Default: any, those of our own apps also by id. */
  readonly persistedDocuments?: RouterConfigInput['persistedDocuments'];
  /** What the sandbox shows at first. */
  readonly defaultQuery?: string;
}

/** The whole system in one process. */
export interface Stack {
  readonly router: Router;
  readonly services: Services;
  readonly bus: EventBus;
  /** Stops the router first, then the services, then the bus, so that nothing in flight is lost. */
  stop(): Promise<void>;
}

/** The composed supergraph; the same path from `src` and `dist`. */
export const SUPERGRAPH_FILE = new URL('../../../schema/supergraph.graphql', import.meta.url);

/** The documents of our own apps can be sent by id, and are planned before they are asked for; others can be sent, too. */
export const PERSISTED_DOCUMENTS = {
  manifests: [{ folder: fileURLToPath(new URL('../../../schema/persisted-documents/', import.meta.url)) }],
};

/** Starts the bus, the seven services and the router in this process. No port is opened. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { databases, redisUrl = null, amqpUrl = null, secrets, logger } = options;
  const { gate = parseGateSettings({}) } = options;
  const platformUrl = databases.urlFor('platform');
  const bus = createEventBus({
    amqpUrl,
    databaseUrl: platformUrl,
    topology: SUBSCRIPTIONS,
    name: 'stack',
    onError: (err) => {
      logger.error({ err }, 'the event bus failed');
    },
  });
  await bus.start();
  const revocations = await openRevocationList({
    redisUrl,
    databaseUrl: platformUrl,
    onError: (err) => {
      logger.error({ err }, 'the revocation list has lost its connection; what it knew still counts');
    },
  });
  const limitStore = openLimitStore({ redisUrl, name: 'services', logger });
  const services = await createServices({
    urlFor: (domain) => databases.urlFor(domain),
    secrets,
    bus,
    revocations,
    logger,
    ...(options.onQuery === undefined ? {} : { onQuery: options.onQuery }),
    limitStore,
    ...(options.fieldLimits === undefined ? {} : { fieldLimits: options.fieldLimits }),
    ...(options.shopUrl === undefined ? {} : { shopUrl: options.shopUrl }),
    ...(options.delivery === undefined ? {} : { delivery: options.delivery }),
    ...(options.passwordCost === undefined ? {} : { passwordCost: options.passwordCost }),
    ...(options.paymentProvider === undefined ? {} : { paymentProvider: options.paymentProvider }),
    ...(options.carriers === undefined ? {} : { carriers: options.carriers }),
    ...(options.clock === undefined ? {} : { clock: options.clock }),
  });
  for (const service of services.all.values()) await service.start();

  const router = await createRouter({
    supergraphSdl: await readFile(SUPERGRAPH_FILE, 'utf8'),
    transport: createInProcessTransport(
      new Map(
        [...services.all].map(([name, { subgraph }]) => [
          name,
          {
            execute: (request) => {
              options.onFetch?.(name, request.query);
              return subgraph.execute(request);
            },
          },
        ]),
      ),
    ),
    identity: { secret: secrets.identitySecret },
    ...gateOptions({ ...gate, redisUrl, databaseUrl: null }),
    authentication: {
      issuers: [
        { issuer: TOKEN_ISSUER, audience: TOKEN_AUDIENCE, jwks: { load: () => services.auth.jwks() } },
      ],
    },
    isRevoked: (claims) => revocations.isRevoked(claims),
    resolveApiKey: (key) => services.auth.resolveApiKey(key),
    persistedDocuments: options.persistedDocuments ?? PERSISTED_DOCUMENTS,
    sandbox: options.defaultQuery === undefined ? {} : { defaultQuery: options.defaultQuery },
    logger,
  });

  return {
    router,
    services,
    bus,
    async stop() {
      await router.close();
      for (const service of services.all.values()) await service.stop();
      await limitStore.close();
      await revocations.close();
      await bus.close();
    },
  };
}

import type { Identity } from '@techally/identity';
import { createIdentitySigner, IDENTITY_HEADER } from '@techally/identity';
import type { EventBus } from '@techally/messaging';
import { createTestDatabase } from '@techally/database/testing';
import type { Service, SubgraphResponse } from '@techally/subgraph-kit';
import { preferencesTransport } from './preferences-transport.js';
import type { OutboxReader } from '../adapters/create-outbox-reader.js';
import { createOutboxReader } from '../adapters/create-outbox-reader.js';
import type { Database } from '../adapters/prisma-client.js';
import { createDatabase } from '../adapters/prisma-client.js';
import type { NotificationServiceDependencies } from '../create-service.js';
import { createNotificationService } from '../create-service.js';

const SECRET = 'a secret for tests, of more than 32 characters';

/** A started notification service with a database of its own. */
export interface NotificationHarness {
  readonly service: Service;
  readonly database: Database;
  readonly databaseUrl: string;
  readonly outbox: OutboxReader;
  /** What the service logged, by message. */
  readonly logged: string[];
  /** What the service logged beside its messages. */
  readonly loggedDetails: object[];
  /** Answers an operation in somebody's name. */
  execute(identity: Identity, query: string, variables?: Record<string, unknown>): Promise<SubgraphResponse>;
  close(): Promise<void>;
}

type Options = Partial<NotificationServiceDependencies> & { readonly bus: EventBus };

/** Starts a service; looks for what is due every 20 ms and repeats failed attempts after 10 ms. */
export async function startNotificationHarness({
  deliveryPolicy,
  ...options
}: Options): Promise<NotificationHarness> {
  const testDatabase = await createTestDatabase('notification');
  const logged: string[] = [];
  const loggedDetails: object[] = [];
  const log = (details: object, message: string): void => {
    logged.push(message);
    loggedDetails.push(details);
  };
  const service = await createNotificationService({
    databaseUrl: testDatabase.url,
    identitySecret: SECRET,
    internal: preferencesTransport(() => null),
    logger: { info: log, warn: log, error: log },
    deliveryInterval: 20,
    shopUrl: 'https://shop.test',
    ...options,
    deliveryPolicy: { backoff: () => 10, ...deliveryPolicy },
  });
  await service.start();
  const database = createDatabase({ databaseUrl: testDatabase.url });
  const outbox = createOutboxReader(testDatabase.url);
  const signer = createIdentitySigner({ secret: SECRET });

  return {
    service,
    database,
    databaseUrl: testDatabase.url,
    outbox,
    logged,
    loggedDetails,
    async execute(identity, query, variables) {
      const headers = { [IDENTITY_HEADER]: signer.sign(identity, 'notification') };
      return service.subgraph.execute({ query, variables, headers });
    },
    async close() {
      await service.stop();
      await outbox.close();
      await database.$disconnect();
      await testDatabase.close();
    },
  };
}

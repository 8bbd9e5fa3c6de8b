import {
  appendToOutbox,
  createMessageConsumer,
  createOutboxRelay,
  exponentialBackoff,
  handlersOf,
} from '@techally/messaging';
import { createIdentitySigner } from '@techally/identity';
import {
  createInternalClient,
  createSubgraph,
  isAdminWith,
  isUserWith,
  isUuid,
  maySee,
  reportOutages,
} from '@techally/subgraph-kit';
import type { Service, ServiceDependencies } from '@techally/subgraph-kit';
import { createSenders } from './adapters/create-senders.js';
import { createInternalPreferences } from './adapters/internal-preferences.js';
import type { Transaction } from './adapters/prisma-client.js';
import { createDatabase } from './adapters/prisma-client.js';
import { createPrismaDeliveryQueue } from './adapters/prisma-delivery-queue.js';
import { createPrismaFactTransaction } from './adapters/prisma-fact-transaction.js';
import { createPrismaNotificationStore } from './adapters/prisma-notification-store.js';
import { createPrismaTemplateStore } from './adapters/prisma-template-store.js';
import { createDelivery } from './application/deliver-notification.js';
import type { DeliveryPolicy } from './application/delivery-policy.js';
import { createDeliveryWorker } from './application/delivery-worker.js';
import { createDeadLetterManagement } from './application/manage-dead-letters.js';
import { createNotificationManagement } from './application/manage-notifications.js';
import { createTemplatePreview } from './application/preview-template.js';
import { tellsNothing } from './application/facts.js';
import { createFactRecorder } from './application/record-facts.js';
import { MessageHandlers } from './events/message-handlers.js';
import type { DeliverySettings } from './parse-delivery-settings.js';
import type { Senders } from './ports/message-sender.js';
import { DeadLetterResolver } from './resolvers/dead-letter-resolver.js';
import type { NotificationContext } from './resolvers/notification-context.js';
import { createLoaders } from './resolvers/notification-context.js';
import { NotificationDeliveryResolver } from './resolvers/notification-delivery-resolver.js';
import { NotificationResolver } from './resolvers/notification-resolver.js';
import { NotificationTemplateResolver } from './resolvers/notification-template-resolver.js';
import { showNotification } from './resolvers/show.js';
import { TEMPLATES } from './templates/templates.js';

export interface NotificationServiceDependencies extends ServiceDependencies {
  /** Who delivers. Default: the embedded senders, which put what they are given into tables (see `createOutboxReader`). */
  readonly delivery?: DeliverySettings;
  /** Replaces the senders of channels. */
  readonly senders?: Partial<Senders>;
  /** Milliseconds between two looks for what is due that nobody asked for. Default 1000. */
  readonly deliveryInterval?: number;
  /** Replaces parts of the default policy; see {@link DeliveryPolicy}. */
  readonly deliveryPolicy?: Partial<DeliveryPolicy>;
  /** Where links in notifications lead, without a slash at the end. Default `http://127.0.0.1:4000`. */
  readonly shopUrl?: string;
}

const EMBEDDED_DELIVERY: DeliverySettings = { smtp: null, sms: null, push: null, operatorEmail: null };

const DELIVERY_POLICY: DeliveryPolicy = {
  maxAttempts: 8,
  backoff: exponentialBackoff({ initial: 1_000, factor: 4, max: 3_600_000 }),
  patience: 24 * 3_600_000,
  sendTimeout: 10_000,
};

/** Puts the notification service together: templates, the facts that customers are told, and their delivery. */
export async function createNotificationService(
  dependencies: NotificationServiceDependencies,
): Promise<Service> {
  const {
    databaseUrl,
    identitySecret,
    bus,
    logger,
    now = () => new Date(),
    shopUrl = 'http://127.0.0.1:4000',
  } = dependencies;
  const database = createDatabase(dependencies);
  const notifications = createPrismaNotificationStore(database);
  const templates = createPrismaTemplateStore(database);
  const relay = createOutboxRelay({
    databaseUrl,
    bus,
    ...reportOutages(logger, 'notification outbox relay'),
  });

  const wakeOutbox = () => {
    relay.wake();
  };

  const delivery = dependencies.delivery ?? EMBEDDED_DELIVERY;
  const { senders, close: closeSenders } = createSenders({
    settings: delivery,
    database,
    now,
  });
  const worker = createDeliveryWorker({
    queue: createPrismaDeliveryQueue(database),
    deliver: createDelivery({
      senders: { ...senders, ...dependencies.senders },
      preferences: createInternalPreferences(
        createInternalClient({
          service: 'notification',
          signer: createIdentitySigner({ secret: identitySecret }),
          transport: dependencies.internal,
        }),
      ),
      policy: { ...DELIVERY_POLICY, ...dependencies.deliveryPolicy },
      shopUrl,
      now,
      onFailure: ({ id, template, channel }, err) => {
        logger.warn({ err, notificationId: id, template, channel }, 'a notification was not sent');
      },
    }),
    interval: dependencies.deliveryInterval ?? 1_000,
    now,
    wakeOutbox,
    onError: (err) => {
      logger.error({ err }, 'notification delivery');
    },
  });
  const wakeDelivery = () => {
    worker.wake();
  };
  const management = createNotificationManagement({ notifications, now, wakeDelivery, wakeOutbox });

  const subgraph = await createSubgraph<NotificationContext>({
    name: 'notification',
    identitySecret,
    logger,
    resolvers: [
      new NotificationResolver(notifications, management),
      new NotificationDeliveryResolver(notifications, management),
      new NotificationTemplateResolver(
        templates,
        createTemplatePreview(TEMPLATES, shopUrl),
        (key) => TEMPLATES.find((template) => template.key === key)?.events ?? [],
      ),
      new DeadLetterResolver(
        createDeadLetterManagement({
          bus,
          send: async (message) => {
            await appendToOutbox(database, [message]);
            wakeOutbox();
          },
        }),
      ),
    ],
    references: {
      Notification: async ({ id }: { readonly id: string }, { identity, loaders }: NotificationContext) => {
        if (!isUuid(id)) return null;
        const notification = await loaders.notification.load(id.toLowerCase());
        return notification && maySee(identity, notification.userId, 'notifications')
          ? showNotification(notification)
          : null;
      },
    },
    rules: {
      Query: {
        notifications: isUserWith('profile:read'),
        allNotifications: isAdminWith('admin:notifications:read'),
        notificationTemplates: isAdminWith('admin:notifications:read'),
        deadLetters: isAdminWith('admin:messages:read'),
      },
      Mutation: {
        markNotificationRead: isUserWith('profile:write'),
        resendNotification: isAdminWith('admin:notifications:write'),
        redriveDeadLetter: isAdminWith('admin:messages:write'),
        discardDeadLetter: isAdminWith('admin:messages:write'),
      },
    },
    context: (request) => ({ ...request, loaders: createLoaders(notifications) }),
  });

  const consumer = createMessageConsumer({
    bus,
    service: 'notification',
    prisma: database,
    handlers: handlersOf(
      'notification',
      new MessageHandlers<Transaction>(
        createFactRecorder({
          shopUrl,
          now,
          operatorEmail: delivery.operatorEmail,
          onUntold: ({ template, orderId, values }) => {
            logger.error(
              { template: template.key, orderId, ...values },
              'the operators cannot be told: OPERATOR_EMAIL is not set',
            );
          },
        }),
        createPrismaFactTransaction,
      ),
    ),
    ignores: tellsNothing,
    afterHandled: wakeDelivery,
  });

  return {
    subgraph,
    async start() {
      await templates.save(TEMPLATES);
      await consumer.start();
      worker.start();
      relay.start();
    },
    async stop() {
      await consumer.close();
      await worker.stop();
      closeSenders();
      await relay.stop();
      await subgraph.close();
      await database.$disconnect();
    },
    async healthy() {
      return database.$queryRaw`SELECT 1`.then(
        () => true,
        () => false,
      );
    },
  };
}

export { createEventBus, type EventBusOptions } from './create-event-bus.js';
export { EventHandler, handlersOf } from './event-handler.js';
export type { DeadLetter, EventBus, JsonValue, SubscribeOptions, Subscription } from './event-bus.js';
export { exponentialBackoff, type Backoff, type ExponentialBackoffOptions } from './exponential-backoff.js';
export { createInboxExpiry, INBOX_LIFETIME } from './inbox/inbox-expiry.js';
export { receiveOnce, type InboxClient, type InboxTransaction, type Receipt } from './inbox/receive-once.js';
export {
  createMessageConsumer,
  type MessageConsumer,
  type MessageConsumerOptions,
  type MessageHandlers,
  type TransactionalMessageConsumerOptions,
  type TransactionalMessageHandlers,
} from './message-consumer.js';
export { MessageRejectedError } from './message-rejected-error.js';
export { Outage, type OutageOptions } from './outage.js';
export { MessagingError, type MessagingErrorCode } from './messaging-error.js';
export { createPeriodicTask, type PeriodicTask } from './periodic-task.js';
export { appendToOutbox, insertIntoOutbox, type OutboxTransaction } from './outbox/append-to-outbox.js';
export { createOutboxRelay, type OutboxRelay, type OutboxRelayOptions } from './outbox/outbox-relay.js';
export { AmqpSettingsError, parseAmqpUrl } from './parse-amqp-url.js';
export {
  createPostgresEventBus,
  type PostgresEventBusOptions,
} from './postgres/create-postgres-event-bus.js';
export {
  createRabbitMqEventBus,
  type RabbitMqEventBusOptions,
} from './rabbitmq/create-rabbitmq-event-bus.js';
export type { Topology } from './topology.js';

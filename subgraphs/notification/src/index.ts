export {
  createOutboxReader,
  type OutboxMail,
  type OutboxReader,
  type OutboxText,
} from './adapters/create-outbox-reader.js';
export type { DeliveryPolicy } from './application/delivery-policy.js';
export { createNotificationService, type NotificationServiceDependencies } from './create-service.js';
export type {
  EmailSender,
  OutgoingMail,
  OutgoingMessage,
  PushSender,
  Senders,
  SmsSender,
} from './ports/message-sender.js';

export {
  createOutboxReader,
  type OutboxMail,
  type OutboxReader,
  type OutboxText,
} from './adapters/create-outbox-reader.js';
export type { DeliveryPolicy } from './application/delivery-policy.js';
export { createNotificationService, type NotificationServiceDependencies } from './create-service.js';
export {
  DeliverySettingsError,
  parseDeliverySettings,
  type DeliverySettings,
  type GatewaySettings,
  type SmtpSettings,
} from './parse-delivery-settings.js';
export { parseShopUrl } from './parse-shop-url.js';
export type {
  EmailSender,
  OutgoingMail,
  OutgoingMessage,
  PushSender,
  Senders,
  SmsSender,
} from './ports/message-sender.js';
export { SendError, type SendErrorOptions } from './ports/send-error.js';

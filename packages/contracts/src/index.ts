export { MESSAGES, type AnyMessage, type MessageByType, type MessageType } from './catalogue.js';
export { ContractError, type ContractErrorCode } from './contract-error.js';
export { createMessage, type CreateMessageInput } from './create-message.js';
export {
  defineMessage,
  olderVersion,
  type DataOf,
  type MessageDefinition,
  type MessageKind,
  type MessageOf,
  type OlderVersion,
} from './define-message.js';
export { type MoneyData } from './fields/money.js';
export { createMessageId } from './message-id.js';
export { envelopeSchema, type Message } from './message.js';
export { createMessageReader } from './message-reader.js';
export { parseMessage } from './parse-message.js';
export {
  SERVICES,
  SUBSCRIPTIONS,
  queueName,
  type QueueName,
  type ServiceName,
  type SubscribedType,
} from './topology.js';

export { UserRegistered } from './auth/user-registered.js';
export { EmailVerificationRequested } from './auth/email-verification-requested.js';
export { PasswordResetRequested } from './auth/password-reset-requested.js';
export { PasswordChanged } from './auth/password-changed.js';
export { UserDeleted } from './auth/user-deleted.js';
export { ProductCreated } from './product/product-created.js';
export { ProductUpdated } from './product/product-updated.js';
export { ProductArchived } from './product/product-archived.js';
export { ReviewAdded } from './product/review-added.js';
export { StockAdjusted } from './inventory/stock-adjusted.js';
export { InventoryReserved } from './inventory/inventory-reserved.js';
export { InventoryRejected } from './inventory/inventory-rejected.js';
export { InventoryReleased } from './inventory/inventory-released.js';
export { InventoryCommitted } from './inventory/inventory-committed.js';
export { ReserveInventory } from './order/reserve-inventory.js';
export { ReleaseInventory } from './order/release-inventory.js';
export { CommitInventory } from './order/commit-inventory.js';
export { ProcessPayment } from './order/process-payment.js';
export { RefundPayment } from './order/refund-payment.js';
export { OrderCreated } from './order/order-created.js';
export { OrderConfirmed } from './order/order-confirmed.js';
export { OrderCancelled } from './order/order-cancelled.js';
export { OrderRefunded } from './order/order-refunded.js';
export { OrderDelivered } from './order/order-delivered.js';
export { ShipmentCreated } from './order/shipment-created.js';
export { ShipmentUpdated } from './order/shipment-updated.js';
export { SagaParked } from './order/saga-parked.js';
export { ReservationLost } from './order/reservation-lost.js';
export { PaymentCompleted } from './payment/payment-completed.js';
export { PaymentFailed } from './payment/payment-failed.js';
export { PaymentActionRequired } from './payment/payment-action-required.js';
export { PaymentRefunded } from './payment/payment-refunded.js';
export { NotificationSent } from './notification/notification-sent.js';
export { AuditRecorded } from './audit/audit-recorded.js';
export type { AuditState } from './audit/audit-recorded.js';
export { AUDIT_ACTIONS } from './fields/audit-actions.js';
export type { AuditAction, AuditTarget } from './fields/audit-actions.js';

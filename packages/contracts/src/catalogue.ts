import type { MessageOf } from './define-message.js';
import { AuditRecorded } from './audit/audit-recorded.js';
import { UserRegistered } from './auth/user-registered.js';
import { EmailVerificationRequested } from './auth/email-verification-requested.js';
import { PasswordResetRequested } from './auth/password-reset-requested.js';
import { PasswordChanged } from './auth/password-changed.js';
import { UserDeleted } from './auth/user-deleted.js';
import { ProductCreated } from './product/product-created.js';
import { ProductUpdated } from './product/product-updated.js';
import { ProductArchived } from './product/product-archived.js';
import { ReviewAdded } from './product/review-added.js';
import { StockAdjusted } from './inventory/stock-adjusted.js';
import { InventoryReserved } from './inventory/inventory-reserved.js';
import { InventoryRejected } from './inventory/inventory-rejected.js';
import { InventoryReleased } from './inventory/inventory-released.js';
import { InventoryCommitted } from './inventory/inventory-committed.js';
import { ReserveInventory } from './order/reserve-inventory.js';
import { ReleaseInventory } from './order/release-inventory.js';
import { CommitInventory } from './order/commit-inventory.js';
import { ProcessPayment } from './order/process-payment.js';
import { RefundPayment } from './order/refund-payment.js';
import { OrderCreated } from './order/order-created.js';
import { OrderConfirmed } from './order/order-confirmed.js';
import { OrderCancelled } from './order/order-cancelled.js';
import { OrderRefunded } from './order/order-refunded.js';
import { OrderDelivered } from './order/order-delivered.js';
import { ShipmentCreated } from './order/shipment-created.js';
import { ShipmentUpdated } from './order/shipment-updated.js';
import { SagaParked } from './order/saga-parked.js';
import { ReservationLost } from './order/reservation-lost.js';
import { PaymentCompleted } from './payment/payment-completed.js';
import { PaymentFailed } from './payment/payment-failed.js';
import { PaymentActionRequired } from './payment/payment-action-required.js';
import { PaymentRefunded } from './payment/payment-refunded.js';
import { NotificationSent } from './notification/notification-sent.js';

/** Every message there is, by type: the current version of each. */
export const MESSAGES = {
  UserRegistered,
  EmailVerificationRequested,
  PasswordResetRequested,
  PasswordChanged,
  UserDeleted,
  ProductCreated,
  ProductUpdated,
  ProductArchived,
  ReviewAdded,
  StockAdjusted,
  InventoryReserved,
  InventoryRejected,
  InventoryReleased,
  InventoryCommitted,
  ReserveInventory,
  ReleaseInventory,
  CommitInventory,
  ProcessPayment,
  RefundPayment,
  OrderCreated,
  OrderConfirmed,
  OrderCancelled,
  OrderRefunded,
  OrderDelivered,
  ShipmentCreated,
  ShipmentUpdated,
  SagaParked,
  ReservationLost,
  PaymentCompleted,
  PaymentFailed,
  PaymentActionRequired,
  PaymentRefunded,
  NotificationSent,
  AuditRecorded,
} as const;

/** The name of a message that exists. */
export type MessageType = keyof typeof MESSAGES;

/** The message of a type: `MessageByType<'OrderCreated'>`. */
export type MessageByType<Type extends MessageType> = MessageOf<(typeof MESSAGES)[Type]>;

/** Any message, as a union that `message.type` narrows. */
export type AnyMessage = { [Type in MessageType]: MessageByType<Type> }[MessageType];

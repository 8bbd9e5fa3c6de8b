import type { MessageType } from './catalogue.js';

/** The services that send and receive messages, one for each domain. */
export const SERVICES = ['auth', 'user', 'product', 'order', 'payment', 'inventory', 'notification'] as const;

/** The name of a service. */
export type ServiceName = (typeof SERVICES)[number];

/**
 * Who consumes what. Each pair has a queue of its own, which exists from the first start of any process: what is
 * published before a consumer's first start waits for it there.
 */
export const SUBSCRIPTIONS = {
  auth: ['AuditRecorded'],
  user: ['UserRegistered', 'UserDeleted'],
  product: ['UserDeleted'],
  order: [
    'ProductCreated',
    'ProductUpdated',
    'ProductArchived',
    'InventoryReserved',
    'InventoryRejected',
    'InventoryReleased',
    'PaymentCompleted',
    'PaymentFailed',
    'PaymentActionRequired',
    'PaymentRefunded',
    'UserDeleted',
  ],
  payment: ['ProcessPayment', 'RefundPayment'],
  inventory: ['ProductCreated', 'ReserveInventory', 'ReleaseInventory', 'CommitInventory'],
  notification: [
    'UserRegistered',
    'EmailVerificationRequested',
    'PasswordResetRequested',
    'PasswordChanged',
    'UserDeleted',
    'OrderConfirmed',
    'OrderCancelled',
    'OrderRefunded',
    'OrderDelivered',
    'ShipmentCreated',
    'ShipmentUpdated',
    'PaymentActionRequired',
    'SagaParked',
    'ReservationLost',
  ],
} as const satisfies Record<ServiceName, readonly MessageType[]>;

/** The types that a service consumes. */
export type SubscribedType<Service extends ServiceName> = (typeof SUBSCRIPTIONS)[Service][number];

/** `<service>.<MessageType>`, on every transport. */
export type QueueName = `${string}.${string}`;

/** The queue in which messages of a type wait for a service. */
export function queueName(service: string, type: string): QueueName {
  return `${service}.${type}`;
}

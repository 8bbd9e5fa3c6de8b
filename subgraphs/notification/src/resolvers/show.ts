import type { DeadLetter } from '@techally/messaging';
import type { JsonObject } from '@techally/subgraph-kit';
import { maskMessage } from '../domain/mask-message.js';
import type { Notification } from '../domain/notification.js';
import type { StoredTemplate } from '../domain/template.js';
import type { DeadLetterType } from './types/dead-letter-type.js';
import type { NotificationDeliveryType } from './types/notification-delivery-type.js';
import { ChannelType, NotificationStatusType } from './types/notification-enums.js';
import type { NotificationTemplateType } from './types/notification-template-type.js';
import type { NotificationType } from './types/notification-type.js';

/** A notification as its recipient sees it; null while there is nothing to read of it. */
export function showNotification(notification: Notification): NotificationType | null {
  const { id, template, channel, subject, body, status, readAt, createdAt, orderId } = notification;
  if (subject === null || body === null) return null;
  return {
    id,
    template,
    channel: ChannelType[channel],
    subject,
    body,
    status: NotificationStatusType[status],
    read: readAt !== null,
    readAt,
    createdAt,
    orderId,
  };
}

/** A notification as administrators see it. */
export function showDelivery(notification: Notification): NotificationDeliveryType {
  const {
    id,
    template,
    channel,
    subject,
    body,
    status,
    attempts,
    lastError,
    sentAt,
    createdAt,
    userId,
    orderId,
  } = notification;
  return {
    id,
    template,
    channel: ChannelType[channel],
    subject,
    body,
    status: NotificationStatusType[status],
    attempts,
    lastError,
    sentAt,
    createdAt,
    userId,
    orderId,
  };
}

export function showTemplate({
  key,
  channel,
  subject,
  body,
  version,
  updatedAt,
}: StoredTemplate): NotificationTemplateType {
  return { key, channel: ChannelType[channel], subject, body, version, updatedAt };
}

export function showDeadLetter({ id, queue, message, error, failedAt }: DeadLetter): DeadLetterType {
  const masked = maskMessage(message);
  // What made it fail may be its very shape.
  const isObject = typeof masked === 'object' && masked !== null && !Array.isArray(masked);
  return { id, queue, message: (isObject ? masked : { content: masked }) as JsonObject, error, failedAt };
}

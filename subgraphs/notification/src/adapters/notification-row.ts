import type { Notification, TemplateValues } from '../domain/notification.js';
import type { Notification as NotificationRow } from './generated/prisma/client.js';

/** Reads a row of the `notifications` table. */
export function notificationOfRow(row: NotificationRow): Notification {
  const { values, dedupeKey: _key, nextAttemptAt: _next, updatedAt: _updated, ...rest } = row;
  return { ...rest, values: values as TemplateValues | null };
}

import { decodeCursor } from '@techally/subgraph-kit';
import { NOTIFICATION_ORDER } from '../ports/notification-store.js';

/** The place of a notification in the list. */
export interface NotificationPosition {
  readonly createdAt: Date;
  readonly id: string;
}

/** Reads a cursor; a forged one is the caller's mistake, not the database's. */
export function notificationPosition(cursor: string): NotificationPosition {
  const [time, id] = decodeCursor(NOTIFICATION_ORDER, cursor, ['time', 'uuid']);
  return { createdAt: new Date(time), id };
}

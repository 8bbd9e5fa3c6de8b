import { BadUserInputError, decodeCursor, isUuid } from '@techally/subgraph-kit';
import { NOTIFICATION_ORDER } from '../ports/notification-store.js';

/** The place of a notification in the list. */
export interface NotificationPosition {
  readonly createdAt: Date;
  readonly id: string;
}

/** Reads a cursor; a forged one is the caller's mistake, not the database's. */
export function notificationPosition(cursor: string): NotificationPosition {
  const [time, id] = decodeCursor(NOTIFICATION_ORDER, cursor, 2);
  const createdAt = new Date(String(time));
  if (Number.isNaN(createdAt.getTime()) || !isUuid(String(id))) {
    throw new BadUserInputError('The cursor is not one of this list in this order.');
  }
  return { createdAt, id: String(id) };
}

import type { Message } from '@techally/contracts';
import type { PageRequest } from '@techally/subgraph-kit';
import type { Notification, NotificationStatus } from '../domain/notification.js';

/** The name of the one order of notification lists (newest first); part of every cursor. */
export const NOTIFICATION_ORDER = 'NOTIFICATIONS_NEWEST';

/** What is left out narrows nothing. */
export interface NotificationFilter {
  readonly userId?: string;
  readonly status?: NotificationStatus;
  readonly template?: string;
  /** Only what its recipient has not read. */
  readonly unread?: true;
  /** Only what there is something to read of: not yet unwritten, not erased. */
  readonly written?: true;
}

/** Notifications in the domain's database. */
export interface NotificationStore {
  findMany(ids: readonly string[]): Promise<readonly Notification[]>;
  /** Up to `page.limit + 1`, newest first. */
  page(filter: NotificationFilter, page: PageRequest): Promise<readonly Notification[]>;
  count(filter: NotificationFilter): Promise<number>;
  /** Notes when it was read first; null when this user has no such notification. */
  markRead(id: string, userId: string, now: Date): Promise<Notification | null>;
  /** Queues it again with the given header, and sends `messages`; null when it has changed since `seen`. */
  requeue(
    seen: Notification,
    change: { readonly resends: number; readonly messageIdHeader: string; readonly now: Date },
    messages: readonly Message[],
  ): Promise<Notification | null>;
}

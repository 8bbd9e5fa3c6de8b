import type { RequestContext } from '@techally/subgraph-kit';
import { createEntityLoader } from '@techally/subgraph-kit';
import type DataLoader from 'dataloader';
import type { Notification } from '../domain/notification.js';
import type { NotificationStore } from '../ports/notification-store.js';

/** The loaders of one request. */
export interface NotificationLoaders {
  readonly notification: DataLoader<string, Notification | null>;
}

export interface NotificationContext extends RequestContext {
  readonly loaders: NotificationLoaders;
}

export function createLoaders(notifications: NotificationStore): NotificationLoaders {
  return { notification: createEntityLoader((ids) => notifications.findMany(ids)) };
}

import type { AuditActor } from '@techally/subgraph-kit';
import { auditRecorded, ErrorCode, isUuid, refuse } from '@techally/subgraph-kit';
import { messageIdHeader, type Notification } from '../domain/notification.js';
import type { NotificationStore } from '../ports/notification-store.js';

/** Changes to notifications that exist. Each throws a `UserErrorException` for what the input has wrong. */
export interface NotificationManagement {
  /** Notes that its recipient has read it; the first time counts. Others' notifications are not found. */
  markRead(input: { readonly id: string; readonly userId: string }): Promise<Notification>;
  /** Sends a notification that was sent or given up once more, with an audit record. */
  resend(actor: AuditActor, input: { readonly id: string }): Promise<Notification>;
}

export interface NotificationManagementDependencies {
  readonly notifications: NotificationStore;
  readonly now: () => Date;
  /** Called after a notification was queued. */
  readonly wakeDelivery: () => void;
  /** Called after a commit that wrote messages. */
  readonly wakeOutbox: () => void;
}

export function createNotificationManagement(
  dependencies: NotificationManagementDependencies,
): NotificationManagement {
  const { notifications, now, wakeDelivery, wakeOutbox } = dependencies;

  return {
    async markRead({ id, userId }) {
      const notification = isUuid(id) ? await notifications.markRead(id, userId, now()) : null;
      return notification ?? notFound();
    },

    async resend(actor, { id }) {
      const [notification] = isUuid(id) ? await notifications.findMany([id]) : [];
      if (notification === undefined) notFound();
      requireResendable(notification);
      // What failed may have arrived all the same, so it keeps its id; what was sent has to look like another mail, or
      // the receiver would take it for a repetition and drop it.
      const resends = notification.resends + (notification.status === 'SENT' ? 1 : 0);
      const header = messageIdHeader(notification.id, resends);
      const { status } = notification;
      const queued = await notifications.requeue(
        notification,
        { resends, messageIdHeader: header, now: now() },
        [
          auditRecorded(actor, {
            action: 'RESEND_NOTIFICATION',
            targetId: notification.id,
            before: { status, resends: notification.resends },
            after: { status: 'QUEUED', resends },
          }),
        ],
      );
      if (queued === null) refuse(ErrorCode.INVALID_STATE, 'It has just been sent or queued again.', 'id');
      wakeDelivery();
      wakeOutbox();
      return queued;
    },
  };
}

function requireResendable({ status, channel, body, values, expiresAt, secretText }: Notification): void {
  if (status === 'QUEUED') refuse(ErrorCode.INVALID_STATE, 'It is still on its way.', 'id');
  if (channel === 'IN_APP')
    refuse(ErrorCode.INVALID_STATE, 'It is shown in the shop and sent nowhere.', 'id');
  if (body === null && values === null) refuse(ErrorCode.INVALID_STATE, 'The account is deleted.', 'id');
  // Only what carries a secret expires.
  if (expiresAt !== null && secretText === null) {
    refuse(
      ErrorCode.INVALID_STATE,
      'Its link is not kept after it was sent; the customer can ask for a new one.',
      'id',
    );
  }
}

function notFound(): never {
  refuse(ErrorCode.NOT_FOUND, 'There is no such notification.', 'id');
}

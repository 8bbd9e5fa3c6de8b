import type { Notification, TemplateValues } from '../domain/notification.js';
import type { DueNotification } from '../ports/delivery-queue.js';
import { Prisma } from './generated/prisma/client.js';
import { recipientOfRow } from './recipient-row.js';

/** The columns of `notifications n`, its recipient `r` and its template `t`, where there are any, as the domain names them. */
export const DUE_COLUMNS = Prisma.sql`n.id, n.user_id AS "userId", n.template, n.channel::text AS channel,
  n.status::text AS status, n.subject, n.body, n.secret_text AS "secretText", n.template_values AS "values", n.address,
  n.order_id AS "orderId", n.message_id_header AS "messageIdHeader", n.resends, n.attempts, n.expires_at AS "expiresAt",
  n.last_error AS "lastError", n.read_at AS "readAt", n.sent_at AS "sentAt", n.created_at AS "createdAt",
  r.user_id AS "recipientId", r.email, r.first_name AS "firstName",
  t.key AS "templateKey", t.channel::text AS "templateChannel", t.subject AS "templateSubject", t.body AS "templateBody"`;

/** A row selected with {@link DUE_COLUMNS}. */
export interface DueRow extends Omit<Notification, 'values'> {
  readonly values: unknown;
  /** Null when nobody has announced them yet. */
  readonly recipientId: string | null;
  readonly email: string | null;
  readonly firstName: string | null;
  /** Null when the notification is written, or there is no such template. */
  readonly templateKey: string | null;
  readonly templateChannel: Notification['channel'] | null;
  readonly templateSubject: string | null;
  readonly templateBody: string | null;
}

/** Reads such a row. */
export function dueOfRow(row: DueRow): DueNotification {
  const {
    recipientId,
    email,
    firstName,
    templateKey,
    templateChannel,
    templateSubject,
    templateBody,
    values,
    ...notification
  } = row;
  return {
    notification: { ...notification, values: values as TemplateValues | null },
    recipient: recipientId === null ? null : recipientOfRow({ userId: recipientId, email, firstName }),
    template:
      templateKey === null || templateChannel === null || templateSubject === null || templateBody === null
        ? null
        : { key: templateKey, channel: templateChannel, subject: templateSubject, body: templateBody },
  };
}

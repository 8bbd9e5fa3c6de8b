import { messageIdHeader } from '../domain/notification.js';
import type { TemplateText } from '../domain/template.js';
import type { FactTransaction, NotificationMaterial } from '../ports/fact-transaction.js';
import type { Transaction } from './prisma-client.js';
import { recipientOfRow } from './recipient-row.js';

/** What one statement of {@link eraseStoredTexts} names at most; PostgreSQL takes 65,535 parameters. */
const IDS_PER_STATEMENT = 1_000;

/** What the handling of one message writes, in a transaction of PostgreSQL. */
export function createPrismaFactTransaction(tx: Transaction): FactTransaction {
  return {
    async material(userId, templateKey) {
      // The lock makes an erasure wait for this transaction, and then find what it has written.
      const [row] = await tx.$queryRaw<MaterialRow[]>`
        WITH recipient AS MATERIALIZED (
          SELECT user_id, email, first_name FROM recipients WHERE user_id = ${userId}::uuid FOR SHARE
        )
        SELECT r.user_id AS "userId", r.email, r.first_name AS "firstName",
               t.key, t.channel::text AS channel, t.subject, t.body
        FROM (VALUES (${templateKey})) AS wanted (key)
        LEFT JOIN notification_templates t ON t.key = wanted.key
        LEFT JOIN recipient r ON TRUE`;
      return row === undefined ? { recipient: null, template: null } : materialOfRow(row);
    },

    async addRecipient(person) {
      await tx.recipient.createMany({ data: [person], skipDuplicates: true });
    },

    async saveRecipient({ userId, email, firstName }) {
      await tx.$executeRaw`
        INSERT INTO recipients (user_id, email, first_name, updated_at) VALUES (${userId}::uuid, ${email}, ${firstName}, now())
        ON CONFLICT (user_id) DO UPDATE SET email = excluded.email, first_name = excluded.first_name, updated_at = now()
        WHERE recipients.erased_at IS NULL`;
    },

    template: (key) => tx.notificationTemplate.findUnique({ where: { key } }),

    async insert(notification) {
      const { id, userId, template, channel, status, subject, body, secretText, values, address } =
        notification;
      const { orderId, dedupeKey, expiresAt, sentAt, createdAt } = notification;
      await tx.$executeRaw`
        INSERT INTO notifications (
          id, user_id, template, channel, status, subject, body, secret_text, template_values, address, order_id,
          dedupe_key, message_id_header, expires_at, sent_at, next_attempt_at, created_at, updated_at)
        VALUES (
          ${id}::uuid, ${userId}::uuid, ${template}, ${channel}::channel, ${status}::notification_status, ${subject},
          ${body}, ${secretText}, ${values === null ? null : JSON.stringify(values)}::jsonb, ${address}, ${orderId}::uuid,
          ${dedupeKey}, ${notification.messageIdHeader}, ${timeOf(expiresAt)}::timestamptz,
          ${timeOf(sentAt)}::timestamptz, ${timeOf(createdAt)}::timestamptz, ${timeOf(createdAt)}::timestamptz, now())
        ON CONFLICT DO NOTHING`;
    },

    async wakeWaiting(userId, now) {
      // What a worker has in hand is left out: it asks again by itself, and waiting for it could take seconds.
      await tx.$executeRaw`
        UPDATE notifications SET next_attempt_at = ${now.toISOString()}::timestamptz WHERE id IN (
          SELECT id FROM notifications
          WHERE user_id = ${userId}::uuid AND status = 'QUEUED' AND template_values IS NOT NULL
          FOR UPDATE SKIP LOCKED
        )`;
    },

    async erase(userId, now) {
      await tx.$executeRaw`
        INSERT INTO recipients (user_id, erased_at, updated_at) VALUES (${userId}::uuid, ${now.toISOString()}::timestamptz, now())
        ON CONFLICT (user_id) DO UPDATE
        SET email = NULL, first_name = NULL, erased_at = coalesce(recipients.erased_at, excluded.erased_at), updated_at = now()`;
      // Waits for what a worker has in hand, so that the mail of that is found below.
      await tx.$executeRaw`
        UPDATE notifications
        SET subject = NULL, body = NULL, secret_text = NULL, template_values = NULL, address = NULL, last_error = NULL,
            status = CASE status WHEN 'QUEUED' THEN 'SKIPPED' ELSE status END, updated_at = now()
        WHERE user_id = ${userId}::uuid`;
      await eraseStoredTexts(tx, userId);
    },
  };
}

function timeOf(time: Date | null): string | null {
  return time === null ? null : time.toISOString();
}

interface MaterialRow {
  /** All three null when nobody has announced them. */
  readonly userId: string | null;
  readonly email: string | null;
  readonly firstName: string | null;
  /** All four null when there is none. */
  readonly key: string | null;
  readonly channel: TemplateText['channel'] | null;
  readonly subject: string | null;
  readonly body: string | null;
}

function materialOfRow(row: MaterialRow): NotificationMaterial {
  const { userId, email, firstName, key, channel, subject, body } = row;
  return {
    recipient: userId === null ? null : recipientOfRow({ userId, email, firstName }),
    template:
      key === null || channel === null || subject === null || body === null
        ? null
        : { key, channel, subject, body },
  };
}

/** Deletes from the embedded senders' stores whatever was sent under a `Message-ID` of the customer's notifications. */
async function eraseStoredTexts(tx: Transaction, userId: string): Promise<void> {
  const notifications = await tx.notification.findMany({
    where: { userId },
    select: { id: true, resends: true },
  });
  const sent = notifications.flatMap(({ id, resends }) =>
    Array.from({ length: resends + 1 }, (_, round) => messageIdHeader(id, round)),
  );
  for (let start = 0; start < sent.length; start += IDS_PER_STATEMENT) {
    const where = { messageId: { in: sent.slice(start, start + IDS_PER_STATEMENT) } };
    await tx.outboxMail.deleteMany({ where });
    await tx.outboxText.deleteMany({ where });
  }
}

import { messageIdHeader } from '../domain/notification.js';
import type { FactTransaction } from '../ports/fact-transaction.js';
import { Prisma } from './generated/prisma/client.js';
import type { Recipient as RecipientRow } from './generated/prisma/client.js';
import type { Transaction } from './prisma-client.js';
import { recipientOfRow } from './recipient-row.js';

/** What one statement of {@link eraseStoredTexts} names at most; PostgreSQL takes 65,535 parameters. */
const IDS_PER_STATEMENT = 1_000;

/** What the handling of one message writes, in a transaction of PostgreSQL. */
export function createPrismaFactTransaction(tx: Transaction): FactTransaction {
  return {
    async recipient(userId) {
      // The lock makes an erasure wait for this transaction, and then find what it has written.
      const [row] = await tx.$queryRaw<Pick<RecipientRow, 'userId' | 'email' | 'firstName'>[]>`
        SELECT user_id AS "userId", email, first_name AS "firstName" FROM recipients WHERE user_id = ${userId}::uuid FOR SHARE`;
      return row === undefined ? null : recipientOfRow(row);
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

    async insert({ values, ...notification }) {
      await tx.notification.createMany({
        data: [{ ...notification, values: values ?? Prisma.DbNull, nextAttemptAt: notification.createdAt }],
        skipDuplicates: true,
      });
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

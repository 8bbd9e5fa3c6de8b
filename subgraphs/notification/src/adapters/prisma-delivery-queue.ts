import { appendToOutbox } from '@techally/messaging';
import type { DeliveryOutcome, DeliveryQueue, DueNotification } from '../ports/delivery-queue.js';
import { Prisma } from './generated/prisma/client.js';
import { notificationOfRow } from './notification-row.js';
import type { Database, Transaction } from './prisma-client.js';
import { recipientOfRow } from './recipient-row.js';

/** A batch's transaction lasts as long as its slowest sender may take (30 s at most), and its statements. */
const TRANSACTION_TIMEOUT_MS = 60_000;

/** The delivery queue in PostgreSQL: rows locked with `SKIP LOCKED`, so that each replica takes others. */
export function createPrismaDeliveryQueue(database: Database): DeliveryQueue {
  return {
    takeDue: ({ now, limit }, deliver) =>
      database.$transaction(
        async (tx) => {
          const batch = await take(tx, now, limit);
          const outcomes = await Promise.all(
            batch.map(async (due) => ({ due, outcome: await deliver(due) })),
          );
          for (const { due, outcome } of outcomes) await write(tx, due, outcome);
          await appendToOutbox(
            tx,
            outcomes.flatMap(({ outcome }) => (outcome.kind === 'sent' ? outcome.messages : [])),
          );
          return batch.length;
        },
        { timeout: TRANSACTION_TIMEOUT_MS },
      ),

    async forgetExpiredSecrets(now) {
      await database.$executeRaw`
        UPDATE notifications SET secret_text = NULL, updated_at = now(),
          last_error = CASE status WHEN 'QUEUED' THEN 'EXPIRED' ELSE last_error END,
          status = CASE status WHEN 'QUEUED' THEN 'SKIPPED' ELSE status END
        WHERE id IN (
          SELECT id FROM notifications WHERE secret_text IS NOT NULL AND expires_at <= ${now.toISOString()}::timestamptz FOR UPDATE SKIP LOCKED
        )`;
    },
  };
}

async function take(tx: Transaction, now: Date, limit: number): Promise<DueNotification[]> {
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM notifications WHERE status = 'QUEUED' AND next_attempt_at <= ${now.toISOString()}::timestamptz
    ORDER BY next_attempt_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
  // Nearly every look finds nothing and ends here.
  if (locked.length === 0) return [];
  const rows = await tx.notification.findMany({
    where: { id: { in: locked.map(({ id }) => id) } },
    orderBy: { nextAttemptAt: 'asc' },
  });
  const recipientRows = await tx.recipient.findMany({
    where: { userId: { in: [...new Set(rows.flatMap(({ userId }) => userId ?? []))] } },
  });
  const unwritten = [
    ...new Set(rows.filter(({ values }) => values !== null).map(({ template }) => template)),
  ];
  const templateRows =
    unwritten.length === 0
      ? []
      : await tx.notificationTemplate.findMany({ where: { key: { in: unwritten } } });
  const recipients = new Map(recipientRows.map((row) => [row.userId, recipientOfRow(row)]));
  const templates = new Map(templateRows.map((row) => [row.key, row]));
  return rows.map((row) => ({
    notification: notificationOfRow(row),
    recipient: row.userId === null ? null : (recipients.get(row.userId) ?? null),
    template: templates.get(row.template) ?? null,
  }));
}

async function write(
  tx: Transaction,
  { notification: { id } }: DueNotification,
  outcome: DeliveryOutcome,
): Promise<void> {
  await tx.notification.update({ where: { id }, data: columnsOf(outcome) });
}

function columnsOf(outcome: DeliveryOutcome): Prisma.NotificationUpdateInput {
  switch (outcome.kind) {
    case 'sent':
      return {
        ...written(outcome),
        status: 'SENT',
        sentAt: outcome.at,
        attempts: { increment: 1 },
        lastError: null,
        // It has done its duty; what is kept no longer cannot leak.
        secretText: null,
      };
    case 'retry':
      return {
        ...written(outcome),
        attempts: { increment: 1 },
        nextAttemptAt: outcome.at,
        lastError: outcome.error,
      };
    case 'failed':
      return { ...written(outcome), status: 'FAILED', attempts: { increment: 1 }, lastError: outcome.error };
    case 'waiting':
      return { nextAttemptAt: outcome.until };
    case 'skipped':
      return {
        ...written(outcome),
        status: 'SKIPPED',
        lastError: outcome.reason,
        secretText: null,
        values: Prisma.DbNull,
      };
  }
}

function written({
  composition,
}: Extract<DeliveryOutcome, { composition: unknown }>): Prisma.NotificationUpdateInput {
  return composition === null ? {} : { ...composition, values: Prisma.DbNull };
}

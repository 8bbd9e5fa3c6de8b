import { insertIntoOutbox } from '@techally/messaging';
import type { Message } from '@techally/contracts';
import type { DeliveryQueue, DueNotification } from '../ports/delivery-queue.js';
import { type DueRow, DUE_COLUMNS, dueOfRow } from './due-row.js';
import { Prisma } from './generated/prisma/client.js';
import { type Attempt, rowAfter } from './row-after-attempt.js';
import type { Database, Transaction } from './prisma-client.js';

/** A batch's transaction lasts as long as its slowest sender may take (30 s at most), and its statements. */
const TRANSACTION_TIMEOUT_MS = 60_000;

/** The delivery queue in PostgreSQL: rows locked with `SKIP LOCKED`, so that each replica takes others. */
export function createPrismaDeliveryQueue(database: Database): DeliveryQueue {
  return {
    takeDue: ({ now, limit }, deliver) =>
      database.$transaction(
        async (tx) => {
          const batch = await take(tx, now, limit);
          const attempts = await Promise.all(
            batch.map(async (due) => ({ due, outcome: await deliver(due) })),
          );
          if (attempts.length > 0) await write(tx, attempts);
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

/**
 * The rows come as they are when the lock is held. Recipients and templates come as they were when the statement began, which
 * is as good: who erases a customer changes the notifications, too, and these are then left out or not locked any more.
 */
async function take(tx: Transaction, now: Date, limit: number): Promise<DueNotification[]> {
  const rows = await tx.$queryRaw<DueRow[]>`
    WITH due AS MATERIALIZED (
      SELECT * FROM notifications WHERE status = 'QUEUED' AND next_attempt_at <= ${now.toISOString()}::timestamptz
      ORDER BY next_attempt_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    SELECT ${DUE_COLUMNS}
    FROM due n
    LEFT JOIN recipients r ON r.user_id = n.user_id
    LEFT JOIN notification_templates t ON t.key = n.template AND n.template_values IS NOT NULL
    ORDER BY n.next_attempt_at`;
  return rows.map(dueOfRow);
}

/** Writes what became of the batch, and what there is to tell of it, by one statement. */
async function write(tx: Transaction, attempts: readonly Attempt[]): Promise<void> {
  const rows = JSON.stringify(attempts.map(rowAfter));
  const messages: readonly Message[] = attempts.flatMap(({ outcome }) =>
    outcome.kind === 'sent' ? outcome.messages : [],
  );
  await tx.$executeRaw`
    WITH written AS (
      UPDATE notifications n SET
        status = after.status, subject = after.subject, body = after.body, secret_text = after.secret_text,
        template_values = after.template_values, address = after.address, attempts = n.attempts + after.attempts,
        next_attempt_at = coalesce(after.next_attempt_at, n.next_attempt_at),
        sent_at = coalesce(after.sent_at, n.sent_at), last_error = after.last_error, updated_at = now()
      FROM jsonb_to_recordset(${rows}::jsonb) AS after (
        id uuid, status notification_status, subject text, body text, secret_text text, template_values jsonb, address text,
        attempts int, next_attempt_at timestamptz, sent_at timestamptz, last_error text)
      WHERE n.id = after.id
    )
    ${insertIntoOutbox(Prisma.sql, messages)}`;
}

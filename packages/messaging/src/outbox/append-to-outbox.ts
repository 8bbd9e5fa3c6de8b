import type { Message } from '@techally/contracts';

/** The part of a domain's Prisma transaction that the outbox needs. */
export interface OutboxTransaction {
  $executeRaw(query: TemplateStringsArray, ...values: unknown[]): PromiseLike<number>;
}

/**
 * The statement that writes messages in this order, made by a tag for SQL: `Prisma.sql`, for those who write business rows by
 * the same statement (`WITH …, sent AS (${insertIntoOutbox(Prisma.sql, messages)})`). It has one text for any number of
 * messages, none included, so that each connection prepares it once.
 */
export function insertIntoOutbox<Sql>(
  sql: (strings: TemplateStringsArray, ...values: unknown[]) => Sql,
  messages: readonly Message[],
): Sql {
  const rows = messages.map((message) => ({
    id: message.id,
    type: message.type,
    aggregate_id: message.aggregateId,
    message,
  }));
  return sql`
    INSERT INTO outbox (id, type, aggregate_id, message)
    SELECT id, type, aggregate_id, message
    FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
                    AS (id uuid, type text, aggregate_id text, message jsonb))
         WITH ORDINALITY AS row (id, type, aggregate_id, message, place)
    ORDER BY place`;
}

/**
 * Writes messages beside the business rows, in the same transaction: they are sent if, and only if, it commits.
 * Call the relay's `wake()` after the commit; without it they leave with the relay's next poll, up to a second later.
 *
 * Write the aggregate's own rows first: their locks make two transactions on one aggregate take their places in the
 * outbox one after the other, which is what keeps an aggregate's messages in order.
 */
export async function appendToOutbox(tx: OutboxTransaction, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return;
  await insertIntoOutbox((strings, ...values) => tx.$executeRaw(strings, ...values), messages);
}

import type { Message } from '@techally/contracts';

/** The part of a domain's Prisma transaction that the outbox needs. */
export interface OutboxTransaction {
  $executeRaw(query: TemplateStringsArray, ...values: unknown[]): PromiseLike<number>;
}

/** A message as its row in the outbox. */
export interface OutboxRow {
  readonly id: string;
  readonly type: string;
  readonly aggregateId: string;
  readonly message: Message;
}

/** The row of a message, for those who write it by a statement of their own, together with the business rows. */
export function outboxRowOf(message: Message): OutboxRow {
  const { id, type, aggregateId } = message;
  return { id, type, aggregateId, message };
}

/**
 * Messages as one JSON parameter, for statements that write them beside something else: the rows of
 * `jsonb_to_recordset(…) AS (id uuid, type text, aggregate_id text, message jsonb)`, to be inserted into `outbox` in this order.
 */
export function outboxRows(messages: readonly Message[]): string {
  return JSON.stringify(
    messages.map((message) => ({
      id: message.id,
      type: message.type,
      aggregate_id: message.aggregateId,
      message,
    })),
  );
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
  // One text for any number of messages, so that each connection prepares it once.
  await tx.$executeRaw`
    INSERT INTO outbox (id, type, aggregate_id, message)
    SELECT id, type, aggregate_id, message
    FROM ROWS FROM (jsonb_to_recordset(${outboxRows(messages)}::jsonb)
                    AS (id uuid, type text, aggregate_id text, message jsonb))
         WITH ORDINALITY AS row (id, type, aggregate_id, message, place)
    ORDER BY place`;
}

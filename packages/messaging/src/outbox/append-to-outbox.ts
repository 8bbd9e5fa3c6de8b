import type { Message } from '@techally/contracts';

/** A row of the `outbox` table, as it is inserted. */
export interface OutboxRow {
  readonly id: string;
  readonly type: string;
  readonly aggregateId: string;
  /** The whole message as JSON. */
  readonly message: object;
}

/** The part of a domain's Prisma transaction that the outbox needs. */
export interface OutboxTransaction {
  readonly outboxMessage: { createMany(args: { data: OutboxRow[] }): PromiseLike<unknown> };
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
  await tx.outboxMessage.createMany({ data: messages.map(outboxRowOf) });
}

/** The row of a message, for those who write it by a statement of their own, together with the business rows. */
export function outboxRowOf(message: Message): OutboxRow {
  const { id, type, aggregateId } = message;
  return { id, type, aggregateId, message };
}

import type { Message } from '@techally/contracts';

/** The part of a domain's Prisma transaction that the inbox needs. */
export interface InboxTransaction {
  readonly inboxMessage: {
    createMany(args: {
      data: { consumer: string; messageId: string }[];
      skipDuplicates: boolean;
    }): PromiseLike<{ count: number }>;
    deleteMany(args: {
      where: { consumer: string; messageId: { lt: string }; receivedAt: { lt: Date } };
      limit: number;
    }): PromiseLike<{ count: number }>;
  };
}

/** The part of a domain's Prisma client that the inbox needs; `Tx` is the client's own type of a transaction. */
export interface InboxClient<Tx extends InboxTransaction> {
  $transaction<Result>(run: (tx: Tx) => Promise<Result>): Promise<Result>;
}

/** What became of a message: handled now, or already handled before. */
export type Receipt<Result> =
  { readonly status: 'handled'; readonly result: Result } | { readonly status: 'duplicate' };

/**
 * Handles a message exactly once for its effects in the database: the inbox row and the handler's writes commit
 * together or not at all. A second delivery at the same time waits for the first to end, then is a duplicate, or
 * takes its place if the first rolled back.
 *
 * What the handler does outside of `tx` can happen twice.
 */
export function receiveOnce<Tx extends InboxTransaction, Result>(
  prisma: InboxClient<Tx>,
  { consumer, message }: { readonly consumer: string; readonly message: Message },
  handle: (tx: Tx) => Promise<Result>,
): Promise<Receipt<Result>> {
  return prisma.$transaction<Receipt<Result>>(async (tx) => {
    const { count } = await tx.inboxMessage.createMany({
      data: [{ consumer, messageId: message.id }],
      skipDuplicates: true,
    });
    if (count === 0) return { status: 'duplicate' };
    return { status: 'handled', result: await handle(tx) };
  });
}

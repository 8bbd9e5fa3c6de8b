import { createPeriodicTask, type PeriodicTask } from '../periodic-task.js';
import type { InboxClient, InboxTransaction } from './receive-once.js';

/** How long an inbox remembers a message, in milliseconds: 30 days. No broker sends one again after so long. */
export const INBOX_LIFETIME = 30 * 24 * 60 * 60_000;

/** Milliseconds between two clean-ups. */
const INTERVAL = 60 * 60_000;

/** Rows that one transaction deletes at most. */
const BATCH = 5_000;

export interface InboxExpiryOptions<Tx extends InboxTransaction> {
  readonly prisma: InboxClient<Tx>;
  /** Whose rows are deleted. */
  readonly consumer: string;
  readonly onError: (error: unknown) => void;
  /** Default: the system's clock. */
  readonly now?: () => Date;
}

/** Keeps an inbox from growing for ever: deletes what is older than {@link INBOX_LIFETIME}, once an hour; any number of replicas may. */
export function createInboxExpiry<Tx extends InboxTransaction>({
  prisma,
  consumer,
  onError,
  now = () => new Date(),
}: InboxExpiryOptions<Tx>): PeriodicTask {
  return createPeriodicTask({
    interval: INTERVAL,
    onError,
    async task() {
      const before = new Date(now().getTime() - INBOX_LIFETIME);
      const where = {
        consumer,
        // The key's index finds them by this; what was received long after it was sent is kept by the other condition.
        messageId: { lt: firstIdOf(before) },
        receivedAt: { lt: before },
      };
      for (let count = BATCH; count === BATCH;) {
        ({ count } = await prisma.$transaction(async (tx) =>
          tx.inboxMessage.deleteMany({ where, limit: BATCH }),
        ));
      }
    },
  });
}

/** The least UUIDv7 of a moment: https://www.rfc-editor.org/rfc/rfc9562#section-5.7. */
function firstIdOf(moment: Date): string {
  const time = moment.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

import type { PgBoss } from 'pg-boss';

/** The dead-letter queue behind a queue. */
export function deadLetterQueue(queue: string): string {
  return `${queue}.dead`;
}

// Nothing that waits is ever thrown away: pg-boss asks for a limit, so it gets the largest there is (68 years).
const FOR_EVER_SECONDS = 2 ** 31 - 1;

/**
 * Creates the queues that are missing, each with its dead-letter queue.
 *
 * `heartbeatSeconds`: a job whose process has not been heard of for as long goes to another one. That may happen ten
 * times; a message that kills ten processes is a dead letter.
 */
export async function declareQueues(
  boss: PgBoss,
  queues: readonly string[],
  heartbeatSeconds: number,
): Promise<void> {
  const existing = new Set((await boss.getQueues()).map((queue) => queue.name));
  for (const name of queues) {
    const deadLetter = deadLetterQueue(name);
    if (!existing.has(deadLetter)) {
      await boss.createQueue(deadLetter, { retentionSeconds: FOR_EVER_SECONDS });
    }
    if (!existing.has(name)) {
      await boss.createQueue(name, {
        deadLetter,
        notify: true,
        retryLimit: 10,
        heartbeatSeconds,
        retentionSeconds: FOR_EVER_SECONDS,
      });
    }
  }
}

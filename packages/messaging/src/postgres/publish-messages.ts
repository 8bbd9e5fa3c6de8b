import type { Message } from '@techally/contracts';
import type { Pool } from 'pg';
import type { JobInsert, PgBoss } from 'pg-boss';
import { inTransaction } from './boss-database.js';
import type { JobData } from './job-data.js';

/**
 * Inserts one job for each message and subscribed queue, all in one transaction. The job's id is the message's, and
 * pg-boss skips ids that the queue holds: publishing again what is still waiting adds nothing.
 */
export async function publishMessages(
  {
    pool,
    boss,
    queuesOfType,
  }: { pool: Pool; boss: PgBoss; queuesOfType: ReadonlyMap<string, readonly string[]> },
  messages: readonly Message[],
): Promise<void> {
  const publishedAt = Date.now();
  const jobsOfQueue = new Map<string, Map<string, JobInsert<JobData>>>();
  messages.forEach((message, position) => {
    for (const queue of queuesOfType.get(message.type) ?? []) {
      let jobs = jobsOfQueue.get(queue);
      if (jobs === undefined) jobsOfQueue.set(queue, (jobs = new Map()));
      if (!jobs.has(message.id)) {
        jobs.set(message.id, { id: message.id, data: { message, failures: 0, publishedAt, position } });
      }
    }
  });
  if (jobsOfQueue.size === 0) return;
  await inTransaction(pool, async (db) => {
    // One order for everybody: two publishers of the same message must not wait for each other.
    for (const queue of [...jobsOfQueue.keys()].sort()) {
      const jobs = [...(jobsOfQueue.get(queue)?.values() ?? [])];
      await boss.insert(queue, jobs, { db });
    }
  });
}

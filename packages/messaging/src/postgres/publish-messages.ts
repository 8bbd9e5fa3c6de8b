import type { Message } from '@techally/contracts';
import type { Pool } from 'pg';
import type { JobData } from './job-data.js';

/**
 * Does for many queues in one statement, and so in one transaction and one round trip, what pg-boss's `insert` does
 * for one queue, with two differences:
 *
 * - pg-boss gives all jobs of a transaction the same time, and of jobs of the same time it takes first the one that
 *   lies first in the table, which after some deletes is not the first inserted (seen with 2 of 20 batches of 100).
 *   Here each job is a microsecond younger than the one before.
 * - The commit waits for the disk, although the pool's other statements don't (see `createPool`). So there is no NOTIFY in
 *   it: from before the commit until after its flush it would hold a lock that there is once in the whole cluster, and of
 *   all who commit with a NOTIFY no two could share a flush (decision 0007). Consumers are woken afterwards.
 *
 * A job's id is the message's, and ids that the queue holds are skipped. The join is an outer one so that a queue
 * that is missing fails the statement rather than losing the message.
 */
const INSERT_JOBS = {
  name: 'insert-jobs',
  text: `WITH durable AS MATERIALIZED (SELECT set_config('synchronous_commit', 'on', true) AS commit),
         inserted AS (
           INSERT INTO pgboss.job_common (
             id, name, data, start_after, created_on, keep_until, policy, dead_letter, expire_seconds,
             deletion_seconds, heartbeat_seconds, retry_limit, retry_delay, retry_backoff, retry_delay_max)
           SELECT job.id, job.queue, job.data, now(), now() + (place - 1) * interval '1 microsecond',
             now() + queue.retention_seconds * interval '1 second', queue.policy, queue.dead_letter,
             queue.expire_seconds, queue.deletion_seconds, queue.heartbeat_seconds, queue.retry_limit,
             queue.retry_delay, queue.retry_backoff, queue.retry_delay_max
           FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (id uuid, queue text, data jsonb))
             WITH ORDINALITY AS job (id, queue, data, place)
           LEFT JOIN pgboss.queue ON queue.name = job.queue
           CROSS JOIN durable
           ON CONFLICT DO NOTHING
           RETURNING name
         )
         SELECT DISTINCT name FROM inserted`,
};

/**
 * One job for each message and subscribed queue: all of them or, if this rejects, none.
 * @returns the queues that have got some
 */
export async function publishMessages(
  pool: Pool,
  queuesOfType: ReadonlyMap<string, readonly string[]>,
  messages: readonly Message[],
): Promise<readonly string[]> {
  const publishedAt = Date.now();
  const jobs = messages.flatMap((message, position) => {
    const data: JobData = { message, failures: 0, publishedAt, position };
    return (queuesOfType.get(message.type) ?? []).map((queue) => ({ id: message.id, queue, data }));
  });
  if (jobs.length === 0) return [];
  const { rows } = await pool.query<{ name: string }>({ ...INSERT_JOBS, values: [JSON.stringify(jobs)] });
  return rows.map(({ name }) => name);
}

import type { Pool } from 'pg';
import type { DeadJobData } from './job-data.js';

// What pg-boss's functions don't answer in one query.

/** Jobs that are not done, for each queue that has any. */
export async function countUnfinishedJobs(
  pool: Pool,
  queues: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ name: string; count: number }>({
    name: 'count-unfinished-jobs',
    text: `SELECT name, count(*)::int AS count FROM pgboss.job
           WHERE name = ANY($1) AND state < 'completed' GROUP BY name`,
    values: [queues],
  });
  return new Map(rows.map((row) => [row.name, row.count]));
}

/** Those of the queues that have a job to fetch now. One query for all, as it runs at every poll. */
export async function findReadyQueues(pool: Pool, queues: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ queue: string }>({
    name: 'find-ready-queues',
    text: `SELECT queue FROM unnest($1::text[]) AS queue
           WHERE EXISTS (SELECT FROM pgboss.job_common
                         WHERE name = queue AND state < 'active' AND NOT blocked AND start_after <= now())`,
    values: [queues],
  });
  return rows.map((row) => row.queue);
}

/** A job in a dead-letter queue. */
export interface DeadJob {
  readonly id: string;
  /** The dead-letter queue that it is in. */
  readonly name: string;
  readonly data: DeadJobData;
  /** The error as pg-boss recorded it, if it was pg-boss that gave up. */
  readonly output: { readonly value?: { readonly message?: string } } | null;
  readonly createdOn: Date;
}

const DEAD_JOB = `SELECT id, name, data, source_output AS output, created_on AS "createdOn" FROM pgboss.job
                  WHERE name = ANY($1) AND state < 'completed'`;

/** The oldest dead jobs first. */
export async function listDeadJobs(pool: Pool, queues: readonly string[], limit: number): Promise<DeadJob[]> {
  const { rows } = await pool.query<DeadJob>(`${DEAD_JOB} ORDER BY created_on, id LIMIT $2`, [queues, limit]);
  return rows;
}

/** One dead job, or `undefined`. */
export async function findDeadJob(
  pool: Pool,
  queues: readonly string[],
  id: string,
): Promise<DeadJob | undefined> {
  const { rows } = await pool.query<DeadJob>(`${DEAD_JOB} AND id::text = $2`, [queues, id]);
  return rows[0];
}

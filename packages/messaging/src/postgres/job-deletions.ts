import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { ClaimedJob } from './job-claims.js';

/**
 * Fenced by the attempt: a job that was given to another process meanwhile is left alone. pg-boss's `deleteJob` is for one
 * queue; what else it does is about completed jobs, which there are none of here. The state as text keeps the planner
 * from reading all active jobs of a queue in place of one by its key.
 */
const DELETE_JOBS = {
  name: 'delete-jobs',
  text: `DELETE FROM pgboss.job_common AS job
         USING unnest($1::text[], $2::uuid[], $3::int[]) AS done (queue, id, retry_count)
         WHERE job.name = done.queue AND job.id = done.id AND job.state::text = 'active' AND job.retry_count = done.retry_count`,
};

/**
 * How long a job that is done waits for others to share its statement, in milliseconds. Nobody waits for it to be gone; a process
 * that dies meanwhile leaves it to be delivered again, as one does that dies before its DELETE.
 */
const LINGER_MS = 20;

interface Batch {
  readonly jobs: { readonly queue: string; readonly job: ClaimedJob }[];
  readonly flush: AbortController;
  readonly deleted: Promise<void>;
}

/** Deletes the jobs that are done, of all consumers of a process. */
export class JobDeletions {
  #open: Batch | undefined;

  constructor(private readonly pool: Pool) {}

  /** `urgent`: at once, with all that wait. Resolves when the job is gone, or belongs to another process. */
  delete(queue: string, job: ClaimedJob, { urgent }: { readonly urgent: boolean }): Promise<void> {
    const batch = (this.#open ??= this.#begin());
    batch.jobs.push({ queue, job });
    if (urgent) batch.flush.abort();
    return batch.deleted;
  }

  #begin(): Batch {
    const flush = new AbortController();
    const jobs: Batch['jobs'] = [];
    const deleted = delay(LINGER_MS, undefined, { signal: flush.signal })
      .catch(() => undefined)
      .then(async () => {
        this.#open = undefined;
        await this.pool.query({
          ...DELETE_JOBS,
          values: [
            jobs.map(({ queue }) => queue),
            jobs.map(({ job }) => job.id),
            jobs.map(({ job }) => job.retryCount),
          ],
        });
      });
    return { jobs, flush, deleted };
  }
}

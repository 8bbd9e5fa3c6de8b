import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Db, PgBoss } from 'pg-boss';
import type { DeadLetter } from '../event-bus.js';
import { MessagingError } from '../messaging-error.js';
import { inTransaction } from './boss-database.js';
import { deadLetterQueue } from './declare-queues.js';
import { deleteJob } from './delete-job.js';
import type { JobData } from './job-data.js';
import { findDeadJob, listDeadJobs, type DeadJob } from './job-table.js';

/** The dead letters of all queues. */
export interface DeadLetterStore {
  list(limit: number): Promise<readonly DeadLetter[]>;
  find(id: string): Promise<DeadLetter | null>;
  redrive(id: string): Promise<void>;
  discard(id: string): Promise<void>;
}

/** Reads and empties the dead-letter queues behind `queues`. */
export function createDeadLetterStore({
  pool,
  boss,
  queues,
}: {
  readonly pool: Pool;
  readonly boss: PgBoss;
  readonly queues: readonly string[];
}): DeadLetterStore {
  const sources = new Map(queues.map((queue) => [deadLetterQueue(queue), queue]));
  const names = [...sources.keys()];

  const toDeadLetter = ({ id, name, data, output, createdOn }: DeadJob): DeadLetter => ({
    id,
    queue: sources.get(name) ?? name,
    message: data.message,
    error:
      data.error ?? `Processes stopped while they handled it (${output?.value?.message ?? 'no details'}).`,
    failedAt: createdOn,
  });

  const remove = async (id: string, then?: (job: DeadJob, db: Db) => Promise<unknown>): Promise<void> => {
    const notFound = () => new MessagingError('DEAD_LETTER_NOT_FOUND', `There is no dead letter ${id}.`);
    const job = await findDeadJob(pool, names, id);
    if (job === undefined) throw notFound();
    await inTransaction(pool, async (db) => {
      if (!(await deleteJob(boss, db, job.name, job.id))) throw notFound();
      await then?.(job, db);
    });
  };

  return {
    list: async (limit) => (await listDeadJobs(pool, names, limit)).map(toDeadLetter),
    async find(id) {
      const job = await findDeadJob(pool, names, id);
      return job === undefined ? null : toDeadLetter(job);
    },
    redrive: (id) =>
      remove(id, ({ name, data }, db) => {
        const fresh: JobData = { message: data.message, failures: 0, publishedAt: Date.now(), position: 0 };
        // With a new id: pg-boss keeps the row of a job that it gave up itself, and would take this for a repetition.
        return boss.insert(sources.get(name) ?? name, [{ id: randomUUID(), data: fresh }], { db });
      }),
    discard: (id) => remove(id),
  };
}

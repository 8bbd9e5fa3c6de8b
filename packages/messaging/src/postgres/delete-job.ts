import type { Db, JobAttempt, PgBoss } from 'pg-boss';

/**
 * Deletes one job inside a transaction; resolves with whether it was there. Given an attempt, a job that went to
 * another process meanwhile counts as gone.
 */
export async function deleteJob(
  boss: PgBoss,
  db: Db,
  queue: string,
  job: string | JobAttempt,
): Promise<boolean> {
  const response: { affected?: number } = await boss.deleteJob(queue, typeof job === 'string' ? job : [job], {
    db,
  });
  return response.affected === 1;
}

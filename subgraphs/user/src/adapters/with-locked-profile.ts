import type { Database, Transaction } from './prisma-client.js';

/**
 * Runs a change of what hangs on a profile while the profile is locked: changes of one account come one after the
 * other, and a deletion of the account waits and takes their rows along. Null, and nothing is run, without a profile.
 */
export async function withLockedProfile<Result>(
  database: Database,
  userId: string,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result | null> {
  return database.$transaction(async (tx) => {
    const profiles = await tx.$queryRaw<object[]>`
      SELECT user_id FROM profiles WHERE user_id = ${userId}::uuid FOR NO KEY UPDATE`;
    return profiles.length === 0 ? null : work(tx);
  });
}

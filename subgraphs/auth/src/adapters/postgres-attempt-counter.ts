import type { AttemptCounter } from '../ports/attempt-counter.js';
import { Prisma } from './generated/prisma/client.js';
import type { Database } from './prisma-client.js';

/** How long attempts in verification count, in milliseconds: those of a process that died are forgotten after that. */
const PENDING = 60_000;

/**
 * Counters in PostgreSQL. Each call is one statement on one row, so that whatever number of replicas asks at once, no
 * more attempts are under way than failures are left.
 */
export function createPostgresAttemptCounter(database: Database): AttemptCounter {
  return {
    async reserve({ key, limit, window }, now) {
      const windowEnd = new Date(now.getTime() - window);
      const pendingUntil = new Date(now.getTime() + PENDING);
      // A window begins with its first failure; before that, and after its end, nothing counts.
      const counts = Prisma.sql`(a.count > 0 AND a.window_start > ${windowEnd}::timestamptz)`;
      const failed = Prisma.sql`(CASE WHEN ${counts} THEN a.count ELSE 0 END)`;
      const underWay = Prisma.sql`(CASE WHEN a.pending_until > ${now}::timestamptz THEN a.pending ELSE 0 END)`;
      const reserved = await database.$queryRaw<unknown[]>`
        INSERT INTO login_attempts AS a (key, window_start, count, pending, pending_until)
        VALUES (${key}, ${now}::timestamptz, 0, 1, ${pendingUntil}::timestamptz)
        ON CONFLICT (key) DO UPDATE SET
          window_start = CASE WHEN ${counts} THEN a.window_start ELSE excluded.window_start END,
          count = ${failed},
          pending = ${underWay} + 1,
          pending_until = CASE WHEN ${underWay} > 0 THEN a.pending_until ELSE excluded.pending_until END
        WHERE ${failed} + ${underWay} < ${limit}
        RETURNING 1`;
      if (reserved.length > 0) return 'reserved';
      const [row] = await database.$queryRaw<{ failed: number }[]>`
        SELECT ${failed} AS failed FROM login_attempts a WHERE key = ${key}`;
      return row !== undefined && row.failed >= limit ? 'exhausted' : 'busy';
    },

    async fail(key) {
      await database.$executeRaw`
        UPDATE login_attempts SET count = count + 1, pending = greatest(pending - 1, 0) WHERE key = ${key}`;
    },

    async release(key) {
      await database.$executeRaw`UPDATE login_attempts SET pending = greatest(pending - 1, 0) WHERE key = ${key}`;
    },

    async reset(key) {
      await database.$executeRaw`UPDATE login_attempts SET count = 0 WHERE key = ${key}`;
    },
  };
}

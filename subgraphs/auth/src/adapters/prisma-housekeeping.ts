import type { Housekeeping } from '../ports/housekeeping.js';
import type { Database } from './prisma-client.js';

/** Sweeps the tables that only grow. Each statement stands alone: what one leaves the next sweep takes. */
export function createPrismaHousekeeping(database: Database): Housekeeping {
  return {
    async sweep({ expired, counted }) {
      const over = { where: { expiresAt: { lt: expired } } };
      await database.session.deleteMany(over);
      await database.refreshToken.deleteMany(over);
      await database.oneTimeToken.deleteMany(over);
      await database.loginAttempt.deleteMany({ where: { windowStart: { lt: counted } } });
    },
  };
}

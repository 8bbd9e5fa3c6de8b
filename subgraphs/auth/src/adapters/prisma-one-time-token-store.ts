import { appendToOutbox } from '@techally/messaging';
import type { OneTimeTokenStore } from '../ports/one-time-token-store.js';
import { lockAccount } from './lock-account.js';
import type { Database } from './prisma-client.js';

/** One-time tokens in PostgreSQL. */
export function createPrismaOneTimeTokenStore(database: Database): OneTimeTokenStore {
  return {
    find: (hash) => database.oneTimeToken.findUnique({ where: { hash } }),

    async issue(token, messages) {
      await database.$transaction(async (tx) => {
        const { accountId, purpose } = token;
        // Two requests at once leave one token, not two.
        await lockAccount(tx, accountId, 'change');
        await tx.oneTimeToken.deleteMany({ where: { accountId, purpose, usedAt: null } });
        await tx.oneTimeToken.create({ data: token });
        await appendToOutbox(tx, messages);
      });
    },
  };
}

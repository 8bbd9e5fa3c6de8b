import type { AccountTransaction } from '../ports/profile-store.js';
import type { Transaction } from './prisma-client.js';

/** Accounts inside a Prisma transaction. */
export function createPrismaAccountTransaction(tx: Transaction): AccountTransaction {
  /** Creating and deleting an account take turns; there may be no row yet that could be locked. */
  async function lockAccount(userId: string): Promise<void> {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${userId}, 0))`;
  }

  return {
    async ensureProfile(profile) {
      await lockAccount(profile.userId);
      if ((await tx.deletedAccount.count({ where: { userId: profile.userId } })) > 0) return null;
      await tx.profile.createMany({ data: [profile], skipDuplicates: true });
      return tx.profile.findUniqueOrThrow({ where: { userId: profile.userId } });
    },

    async deleteAccount(userId) {
      await lockAccount(userId);
      await tx.deletedAccount.createMany({ data: [{ userId }], skipDuplicates: true });
      await tx.profile.deleteMany({ where: { userId } });
    },
  };
}

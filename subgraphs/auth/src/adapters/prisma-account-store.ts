import { appendToOutbox } from '@techally/messaging';
import type { AccountChange, AccountStore } from '../ports/account-store.js';
import { accountOfRow } from './account-row.js';
import { auditRow } from './audit-row.js';
import { isUniqueViolation } from './is-unique-violation.js';
import { lockAccount } from './lock-account.js';
import type { Database, Transaction } from './prisma-client.js';

/** Thrown inside a transaction to undo it: the one-time token was used in the meantime. */
class AlreadyRedeemed extends Error {}

/** Accounts in PostgreSQL. */
export function createPrismaAccountStore(database: Database): AccountStore {
  return {
    async findMany(ids) {
      return (await database.account.findMany({ where: { id: { in: [...ids] } } })).map(accountOfRow);
    },

    async findByEmail(email) {
      const row = await database.account.findUnique({ where: { email, deletedAt: null } });
      return row && accountOfRow(row);
    },

    async insert(account, token, messages) {
      try {
        return await database.$transaction(async (tx) => {
          const row = await tx.account.create({ data: account });
          await tx.oneTimeToken.create({ data: token });
          await appendToOutbox(tx, messages);
          return accountOfRow(row);
        });
      } catch (error) {
        if (isUniqueViolation(error)) return null;
        throw error;
      }
    },

    async change(id, decide) {
      try {
        return await database.$transaction(async (tx) => {
          const account = await lockAccount(tx, id, 'change');
          const change = account && decide(account);
          if (change === null) return account;
          const row = await tx.account.update({
            where: { id },
            data: { ...change.set, ...(change.countVersion === true ? { version: { increment: 1 } } : {}) },
          });
          await changeBelongings(tx, id, change);
          return accountOfRow(row);
        });
      } catch (error) {
        if (error instanceof AlreadyRedeemed) return null;
        throw error;
      }
    },

    async replaceHash(id, from, to) {
      await database.account.updateMany({ where: { id, passwordHash: from }, data: { passwordHash: to } });
    },
  };
}

async function changeBelongings(tx: Transaction, accountId: string, change: AccountChange): Promise<void> {
  if (change.redeem !== undefined) {
    const { count } = await tx.oneTimeToken.updateMany({
      where: { hash: change.redeem.hash, accountId, usedAt: null },
      data: { usedAt: change.redeem.at },
    });
    if (count === 0) throw new AlreadyRedeemed();
  }
  if (change.voidTokens !== undefined) {
    await tx.oneTimeToken.deleteMany({
      where: { accountId, purpose: { in: [...change.voidTokens] }, usedAt: null },
    });
  }
  if (change.revokeApiKeysAt !== undefined) {
    await tx.apiKey.updateMany({
      where: { accountId, revokedAt: null },
      data: { revokedAt: change.revokeApiKeysAt },
    });
  }
  if (change.forgetDevices === true) {
    await tx.session.updateMany({ where: { accountId }, data: { userAgent: null, address: null } });
  }
  const ended = await endSessions(tx, accountId, change.endSessions);
  if (change.audit !== undefined) await tx.auditEntry.create({ data: auditRow(change.audit) });
  await appendToOutbox(tx, change.messages ?? []);
  await change.beforeCommit?.(ended);
}

async function endSessions(
  tx: Transaction,
  accountId: string,
  end: AccountChange['endSessions'],
): Promise<readonly string[]> {
  if (end === undefined) return [];
  const ended = await tx.session.updateManyAndReturn({
    where: { accountId, revokedAt: null, ...(end.except === undefined ? {} : { id: { not: end.except } }) },
    data: { revokedAt: end.at, revokedFor: end.reason },
    select: { id: true },
  });
  return ended.map((session) => session.id);
}

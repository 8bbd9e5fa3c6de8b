import type { RefreshAction, SessionStore } from '../ports/session-store.js';
import { auditRow } from './audit-row.js';
import { lockAccount } from './lock-account.js';
import type { Database, Transaction } from './prisma-client.js';

/** Sessions in PostgreSQL. */
export function createPrismaSessionStore(database: Database): SessionStore {
  return {
    async open(session, admit) {
      return database.$transaction(async (tx) => {
        const account = await lockAccount(tx, session.accountId, 'share');
        if (account === null) return null;
        const token = admit(account);
        await tx.session.create({
          data: { ...session, expiresAt: token.expiresAt, refreshTokens: { create: token } },
        });
        return account;
      });
    },

    async refresh(hash, decide) {
      return database.$transaction(async (tx) => {
        const found = await tx.refreshToken.findUnique({
          where: { hash },
          select: { id: true, session: true },
        });
        if (found === null) return null;
        const account = await lockAccount(tx, found.session.accountId, 'share');
        await tx.$queryRaw`SELECT 1 FROM sessions WHERE id = ${found.session.id}::uuid FOR UPDATE`;
        // Read again, now that nobody else moves it.
        const row = await tx.refreshToken.findUnique({ where: { id: found.id }, include: { session: true } });
        if (account === null || row === null) return null;
        const { session, replacedBy, ...token } = row;
        const successor =
          replacedBy === null ? null : await tx.refreshToken.findUnique({ where: { id: replacedBy } });
        const action = decide({ session, token, successor });
        await act(tx, session.id, action);
        return { account, session, action };
      });
    },

    async findByToken(hash) {
      const row = await database.refreshToken.findUnique({ where: { hash }, select: { session: true } });
      return row && row.session;
    },

    find: (id) => database.session.findUnique({ where: { id } }),

    async end(id, end) {
      await database.$transaction((tx) => act(tx, id, { kind: 'end', ...end }));
    },
  };
}

async function act(tx: Transaction, sessionId: string, action: RefreshAction): Promise<void> {
  switch (action.kind) {
    case 'refuse':
      return;
    case 'end': {
      const { count } = await tx.session.updateMany({
        where: { id: sessionId, revokedAt: null },
        data: { revokedAt: action.at, revokedFor: action.reason },
      });
      if (count === 0) return;
      if (action.audit !== undefined) await tx.auditEntry.create({ data: auditRow(action.audit) });
      await action.beforeCommit();
      return;
    }
    case 'rotate':
      await tx.refreshToken.updateMany({
        where: { sessionId, usedAt: null },
        data: { usedAt: action.next.issuedAt, replacedBy: action.next.id },
      });
      break;
    case 'repeat':
      break;
  }
  await tx.refreshToken.create({ data: { ...action.next, sessionId } });
  await tx.session.update({ where: { id: sessionId }, data: { expiresAt: action.next.expiresAt } });
}

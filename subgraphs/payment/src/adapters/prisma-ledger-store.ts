import type { LedgerFilter, LedgerStore } from '../ports/ledger-store.js';
import { LEDGER_ORDER } from '../ports/ledger-store.js';
import type { Prisma } from './generated/prisma/client.js';
import { newestFirst } from './newest-first.js';
import type { Database } from './prisma-client.js';

/** The ledger in PostgreSQL. */
export function createPrismaLedgerStore(database: Database): LedgerStore {
  return {
    async page(filter, page) {
      const { where, orderBy, take } = newestFirst(LEDGER_ORDER, 'at', page);
      const rows = await database.ledgerEntry.findMany({
        where: { AND: [conditions(filter), where] },
        orderBy,
        take,
      });
      return rows.map(({ debitCents, creditCents, ...entry }) => ({
        ...entry,
        debitCents: Number(debitCents),
        creditCents: Number(creditCents),
      }));
    },

    count: (filter) => database.ledgerEntry.count({ where: conditions(filter) }),
  };
}

function conditions({ paymentId }: LedgerFilter): Prisma.LedgerEntryWhereInput {
  return paymentId === undefined ? {} : { paymentId };
}

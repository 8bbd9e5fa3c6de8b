import type { AuditFilter, AuditLog } from '../ports/audit-log.js';
import { AUDIT_ORDER } from '../ports/audit-log.js';
import { auditEntryOfRow, auditRow } from './audit-row.js';
import type { Prisma } from './generated/prisma/client.js';
import { newestFirst } from './newest-first.js';
import type { Transaction } from './prisma-client.js';

/** The audit log in PostgreSQL, inside a transaction or without one. */
export function createPrismaAuditLog(database: Transaction): AuditLog {
  return {
    async page(filter, page) {
      const { where, orderBy, take } = newestFirst(AUDIT_ORDER, 'at', page);
      const rows = await database.auditEntry.findMany({
        where: { AND: [condition(filter), where] },
        orderBy,
        take,
      });
      return rows.map(auditEntryOfRow);
    },

    count: (filter) => database.auditEntry.count({ where: condition(filter) }),

    async append(entry) {
      await database.auditEntry.create({ data: auditRow(entry) });
    },
  };
}

function condition({ from, to, ...equal }: AuditFilter): Prisma.AuditEntryWhereInput {
  const at = { ...(from === undefined ? {} : { gte: from }), ...(to === undefined ? {} : { lt: to }) };
  return { ...equal, ...(from === undefined && to === undefined ? {} : { at }) };
}

import type { AuditAction, AuditState, AuditTarget } from '@techally/contracts';
import type { AuditEntry } from '../ports/audit-entry.js';
import type { AuditEntry as AuditRow } from './generated/prisma/client.js';
import { Prisma } from './generated/prisma/client.js';

/** Writes an entry as a row of `audit_log`. */
export function auditRow({ before, after, ...entry }: AuditEntry): Prisma.AuditEntryCreateInput {
  return { ...entry, before: json(before), after: json(after) };
}

/** Reads a row of `audit_log`. */
export function auditEntryOfRow(row: AuditRow): AuditEntry {
  return {
    ...row,
    action: row.action as AuditAction,
    targetType: row.targetType as AuditTarget,
    before: row.before as AuditState | null,
    after: row.after as AuditState | null,
  };
}

function json(state: AuditState | null): Prisma.InputJsonObject | typeof Prisma.DbNull {
  return state ?? Prisma.DbNull;
}

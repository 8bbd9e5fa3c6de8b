import type { PageRequest } from '@techally/subgraph-kit';
import type { AuditEntry } from './audit-entry.js';

/** The name of the one order of the audit log (newest first); part of every cursor. */
export const AUDIT_ORDER = 'AUDIT_NEWEST';

/** What the audit log is narrowed to; absent means any. */
export interface AuditFilter {
  readonly actorId?: string;
  readonly targetType?: string;
  readonly targetId?: string;
  readonly action?: string;
  /** From this moment on. */
  readonly from?: Date;
  /** Before this moment. */
  readonly to?: Date;
}

/** Reads the audit log; entries are written by the stores, in the transaction of what they tell of. */
export interface AuditLog {
  /** Up to `page.limit + 1` entries, newest first. */
  page(filter: AuditFilter, page: PageRequest): Promise<readonly AuditEntry[]>;
  count(filter: AuditFilter): Promise<number>;
  /** Writes an entry for something that changed no row of this database. */
  append(entry: AuditEntry): Promise<void>;
}

import { randomUUID } from 'node:crypto';
import { AUDIT_ACTIONS } from '@techally/contracts';
import type { MessageByType } from '@techally/contracts';
import type { AuditActor } from '@techally/subgraph-kit';
import type { AuditEntry } from '../ports/audit-entry.js';

/** The audit entry of a change that this service makes itself. */
export function auditEntryOf(
  { userId: actorId, address, requestId }: AuditActor,
  change: Pick<AuditEntry, 'action' | 'targetId' | 'before' | 'after' | 'at'>,
): AuditEntry {
  const targetType = AUDIT_ACTIONS[change.action].target;
  return { id: randomUUID(), actorId, address, requestId, targetType, ...change };
}

/** The audit entry of a change that another service has made. */
export function auditEntryOfMessage({ id, data }: MessageByType<'AuditRecorded'>): AuditEntry {
  const targetType = AUDIT_ACTIONS[data.action].target;
  return { ...data, id, targetType, at: new Date(data.at) };
}

import { AuditRecorded, createMessage } from '@techally/contracts';
import type { AuditAction, AuditState, MessageOf } from '@techally/contracts';
import type { AuditActor } from './audit-actor.js';

export interface AuditedChange {
  readonly action: AuditAction;
  /** The id of what is changed. */
  readonly targetId: string;
  /** The part that changes, as it is before; null when there is nothing yet. No secrets. */
  readonly before: AuditState | null;
  /** The same, after. */
  readonly after: AuditState | null;
}

/**
 * Makes the audit record of a change by an administrator. It goes into the outbox in the transaction of the change, and so
 * is kept if, and only if, the change is.
 */
export function auditRecorded(
  { userId: actorId, address, requestId }: AuditActor,
  { action, targetId, before, after }: AuditedChange,
): MessageOf<typeof AuditRecorded> {
  return createMessage(AuditRecorded, {
    aggregateId: targetId,
    correlationId: requestId,
    data: {
      actorId,
      action,
      targetId,
      before,
      after,
      address,
      requestId,
      at: new Date().toISOString(),
    },
  });
}

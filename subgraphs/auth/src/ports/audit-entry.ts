import type { AuditAction, AuditState, AuditTarget } from '@techally/contracts';

/** One privileged action, of this service or of another one. */
export interface AuditEntry {
  /** UUID. */
  readonly id: string;
  /** The administrator. */
  readonly actorId: string;
  readonly action: AuditAction;
  /** What it was done to. */
  readonly targetType: AuditTarget;
  readonly targetId: string;
  /** The part of the target that changed; null where there was nothing before, or is nothing after. No secrets. */
  readonly before: AuditState | null;
  readonly after: AuditState | null;
  /** The administrator's network address. */
  readonly address: string | null;
  /** The id of the HTTP request; null in entries from before it was kept. */
  readonly requestId: string | null;
  readonly at: Date;
}

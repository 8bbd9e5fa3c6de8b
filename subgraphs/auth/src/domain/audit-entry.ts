/** What administrators can do to accounts and keys. */
export type AuditAction =
  | 'SET_USER_ROLE'
  | 'SET_USER_TIER'
  | 'LOCK_USER'
  | 'UNLOCK_USER'
  | 'CREATE_API_KEY'
  | 'REVOKE_API_KEY'
  | 'REVOKE_TOKEN';

/** What it was done to. */
export type AuditTarget = 'User' | 'ApiKey' | 'Session';

/** The part of the target that changed; no secrets. */
export type AuditState = {
  readonly [property: string]: string | number | boolean | null | readonly string[];
};

/** One privileged action. */
export interface AuditEntry {
  /** UUID. */
  readonly id: string;
  /** The administrator. */
  readonly actorId: string;
  readonly action: AuditAction;
  readonly targetType: AuditTarget;
  readonly targetId: string;
  /** Null where there was nothing before, or is nothing after. */
  readonly before: AuditState | null;
  readonly after: AuditState | null;
  /** The administrator's network address. */
  readonly address: string | null;
  readonly at: Date;
}

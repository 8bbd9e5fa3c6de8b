import type { Account } from '../domain/account.js';
import type { ApiKey } from '../domain/api-key.js';
import type { AuditEntry } from '../ports/audit-entry.js';
import type { ApiKeyType } from './types/api-key-type.js';
import type { AuditEntryType } from './types/audit-entry-type.js';
import type { UserType } from './types/user-type.js';

/** An account as the graph shows it. */
export function showUser({ id, email, role, tier, lockedAt, emailVerifiedAt, version }: Account): UserType {
  return {
    id,
    email,
    role,
    tier,
    locked: lockedAt !== null,
    emailVerified: emailVerifiedAt !== null,
    accountVersion: version,
  };
}

export function showApiKey({ accountId, ...key }: ApiKey): ApiKeyType {
  return { ...key, ownerId: accountId };
}

export function showAuditEntry(entry: AuditEntry): AuditEntryType {
  return entry;
}

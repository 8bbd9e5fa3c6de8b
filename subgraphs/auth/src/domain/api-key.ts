import type { UserIdentity } from '@techally/identity';
import { isAdminScope, ROLE_SCOPES } from '@techally/identity';
import { isActive } from './account.js';
import type { Account } from './account.js';

/** A key with which a server acts for an account. The key itself is shown once and stored by its hash. */
export interface ApiKey {
  /** UUID. */
  readonly id: string;
  /** The part of the key that may be shown. */
  readonly prefix: string;
  readonly name: string;
  /** Whom it acts for. */
  readonly accountId: string;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  /** Null: never. */
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
}

/** Whom a key acts for, and which one it is. */
export type ApiKeyHolder = UserIdentity & { readonly apiKeyId: string };

/**
 * The identity that a key stands for at `now`; null when it is spent or its owner may not act.
 *
 * It can do no more than its scopes say and its owner can at this moment, and acts as an administrator only if one of
 * its scopes is an administrator's.
 */
export function identityOfApiKey(key: ApiKey, owner: Account, now: Date): ApiKeyHolder | null {
  if (key.revokedAt !== null || (key.expiresAt !== null && key.expiresAt <= now) || !isActive(owner))
    return null;
  const scope = key.scopes.filter((each) => (ROLE_SCOPES[owner.role] as readonly string[]).includes(each));
  const role = scope.some(isAdminScope) ? owner.role : 'USER';
  const { id: userId, email, tier } = owner;
  return { kind: 'user', userId, email, role, tier, scope, apiKeyId: key.id };
}

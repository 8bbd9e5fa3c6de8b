import { randomBytes, randomUUID } from 'node:crypto';
import { ROLE_SCOPES } from '@techally/identity';
import { ErrorCode, refuse } from '@techally/subgraph-kit';
import type { AuditActor } from '@techally/subgraph-kit';
import { isActive } from '../domain/account.js';
import type { ApiKey, ApiKeyHolder } from '../domain/api-key.js';
import { identityOfApiKey } from '../domain/api-key.js';
import type { AccountStore } from '../ports/account-store.js';
import type { ApiKeyStore } from '../ports/api-key-store.js';
import { auditEntryOf } from './audit-entry-of.js';
import { hashToken } from './opaque-token.js';

export interface CreateApiKey {
  readonly name: string;
  /** Whom it acts for; null for the administrator's own account. */
  readonly userId: string | null;
  readonly scopes: readonly string[];
  /** Null: never. */
  readonly expiresAt: Date | null;
}

/** Keys with which servers act for an account. */
export interface ApiKeyManagement {
  /** Refuses with `NOT_FOUND` or `INVALID_INPUT`. `secret` is the key itself, which is not stored. */
  create(
    actor: AuditActor,
    input: CreateApiKey,
  ): Promise<{ readonly apiKey: ApiKey; readonly secret: string }>;
  /** Refuses with `NOT_FOUND` or `INVALID_STATE`. */
  revoke(actor: AuditActor, id: string): Promise<ApiKey>;
  /** Whom a key acts for now; null when it is not valid. */
  resolve(key: string): Promise<ApiKeyHolder | null>;
}

export interface ApiKeyManagementDependencies {
  readonly apiKeys: ApiKeyStore;
  readonly accounts: AccountStore;
  readonly now: () => Date;
}

const KEY = /^taky_[0-9a-f]{8}_[0-9a-f]{64}$/;
/** `lastUsedAt` is to the minute: a key that is used all the time costs one write a minute. */
const TOUCH_INTERVAL = 60_000;

export function createApiKeyManagement({
  apiKeys,
  accounts,
  now,
}: ApiKeyManagementDependencies): ApiKeyManagement {
  return {
    async create(actor, { name, userId, scopes, expiresAt }) {
      const [owner] = await accounts.findMany([userId ?? actor.userId]);
      if (owner === undefined || !isActive(owner))
        refuse(ErrorCode.NOT_FOUND, 'There is no such account.', 'userId');
      // A key that makes keys makes none that are good for more than itself.
      const allowed: readonly string[] = ROLE_SCOPES[owner.role].filter((scope) =>
        actor.scope.includes(scope),
      );
      const unknown = scopes.filter((scope) => !allowed.includes(scope));
      if (scopes.length === 0 || unknown.length > 0) {
        refuse(
          ErrorCode.INVALID_INPUT,
          `The scopes that you can give to a key of this account are ${allowed.join(', ')}.`,
          'scopes',
        );
      }
      if (expiresAt !== null && expiresAt <= now())
        refuse(ErrorCode.INVALID_INPUT, 'The key would have expired already.', 'expiresAt');
      const prefix = randomBytes(4).toString('hex');
      const secret = `taky_${prefix}_${randomBytes(32).toString('hex')}`;
      const key = {
        id: randomUUID(),
        prefix,
        name: name.trim(),
        accountId: owner.id,
        scopes: [...new Set(scopes)],
        createdAt: now(),
        expiresAt,
      };
      const after = {
        userId: owner.id,
        name: key.name,
        prefix,
        scopes: key.scopes,
        expiresAt: expiresAt?.toISOString() ?? null,
      };
      const audit = auditEntryOf(actor, {
        action: 'CREATE_API_KEY',
        targetId: key.id,
        before: null,
        after,
        at: key.createdAt,
      });
      return { apiKey: await apiKeys.insert({ ...key, hash: hashToken(secret) }, audit), secret };
    },

    async revoke(actor, id) {
      const [key] = await apiKeys.findMany([id]);
      if (key === undefined) refuse(ErrorCode.NOT_FOUND, 'There is no such key.', 'id');
      const at = now();
      const audit = auditEntryOf(actor, {
        action: 'REVOKE_API_KEY',
        targetId: id,
        before: { revoked: false },
        after: { revoked: true },
        at,
      });
      const revoked = await apiKeys.revoke(id, at, audit);
      return revoked ?? refuse(ErrorCode.INVALID_STATE, 'The key was revoked already.', 'id');
    },

    async resolve(text) {
      if (!KEY.test(text)) return null;
      const found = await apiKeys.findByHash(hashToken(text));
      if (found === null) return null;
      const at = now();
      const identity = identityOfApiKey(found.key, found.owner, at);
      if (identity !== null) {
        const { id, lastUsedAt } = found.key;
        const minuteAgo = new Date(at.getTime() - TOUCH_INTERVAL);
        if (lastUsedAt === null || lastUsedAt <= minuteAgo) await apiKeys.touch(id, at, minuteAgo);
      }
      return identity;
    },
  };
}

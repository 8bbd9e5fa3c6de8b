import type { Scope, UserIdentity } from '@techally/identity';
import type { AuditEntry } from '../ports/audit-entry.js';
import type { AuditLog } from '../ports/audit-log.js';
import type { SessionStore } from '../ports/session-store.js';
import { auditEntryOf } from './audit-entry-of.js';
import type { AccessTokens } from './access-tokens.js';
import { hashToken } from './opaque-token.js';
import { refuseToken } from './require-token.js';
import type { TokenRevocation } from './token-revocation.js';

/** What administrators need to revoke tokens of others. */
const REVOKES_OTHERS: Scope = 'admin:users:write';

export interface RevokeToken {
  /** An access token or a refresh token. */
  readonly token: string;
  readonly caller: UserIdentity;
  readonly address: string | null;
  readonly requestId: string;
}

/**
 * Makes a token void at once (RFC 7009): an access token alone, a refresh token together with its session. People revoke
 * their own tokens, administrators anybody's, with the scope `admin:users:write`. Refuses with `TOKEN_INVALID`, also for a token of somebody else.
 */
export type TokenWithdrawal = (input: RevokeToken) => Promise<void>;

export interface TokenWithdrawalDependencies {
  readonly sessions: SessionStore;
  readonly auditLog: AuditLog;
  readonly tokens: AccessTokens;
  readonly revocation: TokenRevocation;
  readonly now: () => Date;
}

export function createTokenWithdrawal({
  sessions,
  auditLog,
  tokens,
  revocation,
  now,
}: TokenWithdrawalDependencies): TokenWithdrawal {
  /** The audit entry of a revocation, when it is an administrator's; null for one's own token. */
  function authorise(
    { caller, address, requestId }: RevokeToken,
    ownerId: string,
    sessionId: string,
  ): AuditEntry | null {
    if (ownerId === caller.userId) return null;
    const { userId, role, scope } = caller;
    if (role !== 'ADMIN' || !scope.includes(REVOKES_OTHERS)) refuseToken();
    return auditEntryOf(
      { userId, scope, address, requestId },
      { action: 'REVOKE_TOKEN', targetId: sessionId, before: { userId: ownerId }, after: null, at: now() },
    );
  }

  return async (input) => {
    const claims = await tokens.verify(input.token);
    if (claims !== null) {
      const audit = authorise(input, claims.userId, claims.sessionId);
      if (audit !== null) await auditLog.append(audit);
      await revocation.token(claims.tokenId, claims.expiresAt);
      return;
    }
    const session = await sessions.findByToken(hashToken(input.token));
    if (session === null) refuseToken();
    const audit = authorise(input, session.accountId, session.id) ?? undefined;
    const at = now();
    await sessions.end(session.id, {
      reason: 'REVOKED',
      at,
      audit,
      beforeCommit: () => revocation.session(session.id, at),
    });
  };
}

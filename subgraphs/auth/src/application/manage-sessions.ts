import { randomUUID } from 'node:crypto';
import type { UserIdentity } from '@techally/identity';
import { ErrorCode, refuse } from '@techally/subgraph-kit';
import type { Account } from '../domain/account.js';
import { isActive, issuedAt } from '../domain/account.js';
import { judgeRefresh } from '../domain/judge-refresh.js';
import { LIFETIME } from '../domain/lifetimes.js';
import type { SessionEnd } from '../domain/session.js';
import type { EndSession, NewRefreshToken, RefreshAction, SessionStore } from '../ports/session-store.js';
import type { AccessTokens } from './access-tokens.js';
import type { CredentialCheck, Credentials } from './credential-check.js';
import { createOpaqueToken, hashToken } from './opaque-token.js';
import type { TokenRevocation } from './token-revocation.js';

/** What a client holds while it is signed in. */
export interface SignedIn {
  readonly account: Account;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds that the access token is good for. */
  readonly expiresIn: number;
}

/** Signing in, staying signed in, and signing out. */
export interface SessionManagement {
  /** Refuses with `TOO_MANY_ATTEMPTS`, `INVALID_CREDENTIALS`, or `ACCOUNT_LOCKED` (when the password was right). */
  login(input: Credentials & { readonly userAgent: string | null }): Promise<SignedIn>;
  /** Exchanges a refresh token. Refuses with `TOKEN_INVALID`, `TOKEN_EXPIRED`, or `TOKEN_REUSED`, which ends the session. */
  refresh(refreshToken: string): Promise<SignedIn>;
  /** Ends the session of a refresh token, or else the caller's own. An unknown token is as good as an ended one. */
  logout(input: {
    readonly refreshToken: string | null;
    readonly caller: UserIdentity | null;
  }): Promise<void>;
}

export interface SessionManagementDependencies {
  readonly sessions: SessionStore;
  readonly credentials: CredentialCheck;
  readonly tokens: AccessTokens;
  readonly revocation: TokenRevocation;
  readonly now: () => Date;
}

const MAX_USER_AGENT = 300;

export function createSessionManagement(dependencies: SessionManagementDependencies): SessionManagement {
  const { sessions, credentials, tokens, revocation, now } = dependencies;

  async function signedIn(
    account: Account,
    session: { readonly id: string; readonly at: Date },
    refreshToken: string,
  ): Promise<SignedIn> {
    const accessToken = await tokens.sign(account, {
      id: session.id,
      issuedAt: issuedAt(account, session.at),
    });
    return { account, accessToken, refreshToken, expiresIn: LIFETIME.accessToken / 1000 };
  }

  function endNow(sessionId: string, reason: SessionEnd): EndSession {
    const at = now();
    return { reason, at, beforeCommit: () => revocation.session(sessionId, at) };
  }

  return {
    async login({ userAgent, ...input }) {
      const verified = await credentials(input);
      if (verified === null) refuseCredentials();
      const { token, hash } = createOpaqueToken();
      const session = {
        id: randomUUID(),
        accountId: verified.id,
        userAgent: userAgent?.slice(0, MAX_USER_AGENT) ?? null,
        address: input.address?.slice(0, 64) ?? null,
        createdAt: now(),
      };
      let at = session.createdAt;
      const account = await sessions.open(session, (present) => {
        // The password took a while to verify: the account may be another by now.
        if (present.passwordHash !== verified.passwordHash) refuseCredentials();
        if (!isActive(present)) refuse(ErrorCode.ACCOUNT_LOCKED, 'The account is locked. Write to the shop.');
        at = now();
        return newRefreshToken(hash, at);
      });
      if (account === null) refuseCredentials();
      return signedIn(account, { id: session.id, at }, token);
    },

    async refresh(refreshToken) {
      const { token, hash } = createOpaqueToken();
      let at = now();
      const result = await sessions.refresh(hashToken(refreshToken), (presented): RefreshAction => {
        at = now();
        const verdict = judgeRefresh(presented, at);
        switch (verdict) {
          case 'rotate':
          case 'repeat':
            return { kind: verdict, next: newRefreshToken(hash, at) };
          case 'reused':
            return { kind: 'end', ...endNow(presented.session.id, 'REUSED') };
          case 'expired':
          case 'ended':
            return { kind: 'refuse', because: verdict };
        }
      });
      if (result === null)
        refuse(ErrorCode.TOKEN_INVALID, 'The refresh token is unknown. Sign in again.', 'refreshToken');
      const { action, account, session } = result;
      if (action.kind === 'end') {
        refuse(
          ErrorCode.TOKEN_REUSED,
          'The refresh token was used before. The session was ended; sign in again.',
          'refreshToken',
        );
      }
      if (action.kind === 'refuse') refuseRefresh(action.because);
      return signedIn(account, { id: session.id, at }, token);
    },

    async logout({ refreshToken, caller }) {
      if (refreshToken === null && caller?.sessionId === undefined) {
        refuse(ErrorCode.INVALID_INPUT, 'Name the refresh token, or sign in.', 'refreshToken');
      }
      const sessionId =
        refreshToken === null ? caller?.sessionId : (await sessions.findByToken(hashToken(refreshToken)))?.id;
      if (sessionId !== undefined) await sessions.end(sessionId, endNow(sessionId, 'LOGOUT'));
    },
  };
}

function newRefreshToken(hash: string, at: Date): NewRefreshToken {
  return { id: randomUUID(), hash, issuedAt: at, expiresAt: new Date(at.getTime() + LIFETIME.refreshToken) };
}

function refuseCredentials(): never {
  refuse(ErrorCode.INVALID_CREDENTIALS, 'The e-mail address or the password is wrong.');
}

function refuseRefresh(because: 'expired' | 'ended'): never {
  if (because === 'expired')
    refuse(ErrorCode.TOKEN_EXPIRED, 'The refresh token is too old. Sign in again.', 'refreshToken');
  refuse(ErrorCode.TOKEN_INVALID, 'The session has ended. Sign in again.', 'refreshToken');
}

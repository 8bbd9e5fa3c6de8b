import type { Account } from '../domain/account.js';
import type { PresentedToken } from '../domain/judge-refresh.js';
import type { Session, SessionEnd } from '../domain/session.js';
import type { AuditEntry } from './audit-entry.js';

export interface NewSession {
  /** UUID. */
  readonly id: string;
  readonly accountId: string;
  readonly userAgent: string | null;
  readonly address: string | null;
  readonly createdAt: Date;
}

export interface NewRefreshToken {
  /** UUID. */
  readonly id: string;
  readonly hash: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

/** The end of a session before its time. */
export interface EndSession {
  readonly reason: SessionEnd;
  readonly at: Date;
  /** Revokes its access tokens; if that fails, nothing is changed. */
  readonly beforeCommit: () => Promise<void>;
  /** Written in the same transaction. */
  readonly audit?: AuditEntry | undefined;
}

/** What is done about a refresh token that was presented. */
export type RefreshAction =
  /** Spends the token and all unused ones beside it, in favour of `next`. */
  | { readonly kind: 'rotate'; readonly next: NewRefreshToken }
  /** Adds `next` beside what is there. */
  | { readonly kind: 'repeat'; readonly next: NewRefreshToken }
  | ({ readonly kind: 'end' } & EndSession)
  | { readonly kind: 'refuse'; readonly because: 'expired' | 'ended' };

export interface RefreshResult {
  readonly account: Account;
  readonly session: Session;
  readonly action: RefreshAction;
}

/** Sessions and their refresh tokens in the domain's database. */
export interface SessionStore {
  /**
   * Opens a session while the account is locked against changes. `admit` sees the account as it is now and refuses by
   * throwing, e.g. when the password was changed since it was verified.
   * @returns the account; null when there is none
   */
  open(session: NewSession, admit: (account: Account) => NewRefreshToken): Promise<Account | null>;
  /**
   * Finds a token by its hash, locks its account against changes and its session against other refreshes, and does what
   * `decide` says about the present state.
   * @returns what was done for whom; null when the token is unknown
   */
  refresh(hash: string, decide: (presented: PresentedToken) => RefreshAction): Promise<RefreshResult | null>;
  /** The session that a refresh token belongs to. */
  findByToken(hash: string): Promise<Session | null>;
  find(id: string): Promise<Session | null>;
  /** Ends a session. Ending twice changes nothing. */
  end(id: string, end: EndSession): Promise<void>;
}

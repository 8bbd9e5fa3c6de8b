import { ErrorCode, refuse } from '@techally/subgraph-kit';
import type { Account } from '../domain/account.js';
import { claimsValidFrom, isActive, normalizeEmail } from '../domain/account.js';
import type { AccountChange, AccountStore } from '../ports/account-store.js';
import type { AttemptCounter } from '../ports/attempt-counter.js';
import type { OneTimeTokenStore } from '../ports/one-time-token-store.js';
import type { PasswordHasher } from '../ports/password-hasher.js';
import { passwordChanged } from './account-messages.js';
import type { AnswerEvenly } from './answer-evenly.js';
import { accountLimit } from './attempt-keys.js';
import type { CredentialCheck, Credentials } from './credential-check.js';
import type { MailThrottle } from './mail-throttle.js';
import { createOneTimeLink } from './one-time-link.js';
import { refuseToken, requireToken } from './require-token.js';
import type { TokenRevocation } from './token-revocation.js';

export interface ChangePassword extends Credentials {
  readonly userId: string;
  readonly newPassword: string;
  /** The session that goes on; null when none does. */
  readonly sessionId: string | null;
}

/** Changing a password, known or forgotten. */
export interface PasswordManagement {
  /** Sends a link, unless there is no such account; the answer is the same. */
  requestReset(email: string, address: string | null): Promise<void>;
  /** Ends all sessions. Refuses with `TOKEN_INVALID` or `TOKEN_EXPIRED`. */
  reset(input: { readonly token: string; readonly newPassword: string }): Promise<Account>;
  /** Ends all other sessions. Refuses with `INVALID_CREDENTIALS` or `TOO_MANY_ATTEMPTS`. */
  change(input: ChangePassword): Promise<Account>;
}

export interface PasswordManagementDependencies {
  readonly accounts: AccountStore;
  readonly oneTimeTokens: OneTimeTokenStore;
  readonly attempts: AttemptCounter;
  readonly hasher: PasswordHasher;
  readonly credentials: CredentialCheck;
  readonly revocation: TokenRevocation;
  readonly mayMail: MailThrottle;
  readonly answerEvenly: AnswerEvenly;
  readonly now: () => Date;
  /** Called after a commit that wrote messages. */
  readonly wakeOutbox: () => void;
}

export function createPasswordManagement(dependencies: PasswordManagementDependencies): PasswordManagement {
  const {
    accounts,
    oneTimeTokens,
    attempts,
    hasher,
    credentials,
    revocation,
    mayMail,
    answerEvenly,
    now,
    wakeOutbox,
  } = dependencies;

  return {
    requestReset: (email, address) =>
      answerEvenly(async () => {
        if (!(await mayMail(email, address))) return;
        const account = await accounts.findByEmail(normalizeEmail(email));
        if (account === null || !isActive(account)) return;
        const { token, message } = createOneTimeLink('RESET_PASSWORD', account, now());
        await oneTimeTokens.issue(token, [message]);
        wakeOutbox();
      }),

    async reset({ token, newPassword }) {
      const stored = await requireToken(oneTimeTokens, { token, purpose: 'RESET_PASSWORD', now: now() });
      const passwordHash = await hasher.hash(newPassword);
      const account = await accounts.change(stored.accountId, (present): AccountChange => {
        const at = now();
        const validFrom = claimsValidFrom(at);
        return {
          set: { passwordHash, claimsValidFrom: validFrom },
          redeem: { hash: stored.hash, at },
          voidTokens: ['RESET_PASSWORD'],
          endSessions: { reason: 'PASSWORD_CHANGED', at },
          messages: [passwordChanged(present)],
          beforeCommit: () => revocation.claims(present.id, validFrom),
        };
      });
      if (account === null) refuseToken();
      wakeOutbox();
      // Whoever guessed the old password until the owner was locked out guesses in vain now.
      await attempts.reset(accountLimit(account.email).key);
      return account;
    },

    async change({ userId, newPassword, sessionId, ...current }) {
      const verified = await credentials(current);
      if (verified?.id !== userId) refusePassword();
      const passwordHash = await hasher.hash(newPassword);
      const account = await accounts.change(userId, (present): AccountChange => {
        if (present.passwordHash !== verified.passwordHash) refusePassword();
        const at = now();
        return {
          set: { passwordHash },
          voidTokens: ['RESET_PASSWORD'],
          endSessions: { reason: 'PASSWORD_CHANGED', at, except: sessionId ?? undefined },
          messages: [passwordChanged(present)],
          beforeCommit: async (ended) => {
            for (const id of ended) await revocation.session(id, at);
          },
        };
      });
      if (account === null) refusePassword();
      wakeOutbox();
      return account;
    },
  };
}

function refusePassword(): never {
  refuse(ErrorCode.INVALID_CREDENTIALS, 'The present password is wrong.', 'currentPassword');
}

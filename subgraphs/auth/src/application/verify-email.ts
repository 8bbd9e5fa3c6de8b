import type { Account } from '../domain/account.js';
import { isActive, normalizeEmail } from '../domain/account.js';
import type { AccountStore } from '../ports/account-store.js';
import type { OneTimeTokenStore } from '../ports/one-time-token-store.js';
import type { AnswerEvenly } from './answer-evenly.js';
import type { MailThrottle } from './mail-throttle.js';
import { createOneTimeLink } from './one-time-link.js';
import { refuseToken, requireToken } from './require-token.js';

/** Proves that a mailbox belongs to the account. */
export interface EmailVerification {
  /** Refuses with `TOKEN_INVALID` or `TOKEN_EXPIRED`. */
  verify(token: string): Promise<Account>;
  /** Sends another link, unless there is nothing to verify; the answer is the same. */
  resend(email: string, address: string | null): Promise<void>;
}

export interface EmailVerificationDependencies {
  readonly accounts: AccountStore;
  readonly oneTimeTokens: OneTimeTokenStore;
  readonly mayMail: MailThrottle;
  readonly answerEvenly: AnswerEvenly;
  readonly now: () => Date;
  /** Called after a commit that wrote messages. */
  readonly wakeOutbox: () => void;
}

export function createEmailVerification(dependencies: EmailVerificationDependencies): EmailVerification {
  const { accounts, oneTimeTokens, mayMail, answerEvenly, now, wakeOutbox } = dependencies;
  return {
    async verify(token) {
      const stored = await requireToken(oneTimeTokens, { token, purpose: 'VERIFY_EMAIL', now: now() });
      const account = await accounts.change(stored.accountId, () => {
        const at = now();
        return {
          set: { emailVerifiedAt: at },
          redeem: { hash: stored.hash, at },
          voidTokens: ['VERIFY_EMAIL'],
        };
      });
      return account ?? refuseToken();
    },

    resend: (email, address) =>
      answerEvenly(async () => {
        if (!(await mayMail(email, address))) return;
        const account = await accounts.findByEmail(normalizeEmail(email));
        if (account === null || !isActive(account) || account.emailVerifiedAt !== null) return;
        const { token, message } = createOneTimeLink('VERIFY_EMAIL', account, now());
        await oneTimeTokens.issue(token, [message]);
        wakeOutbox();
      }),
  };
}

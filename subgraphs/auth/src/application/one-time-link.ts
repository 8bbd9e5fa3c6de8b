import type { Message } from '@techally/contracts';
import type { Account } from '../domain/account.js';
import { LIFETIME } from '../domain/lifetimes.js';
import type { NewOneTimeToken, OneTimeTokenPurpose } from '../ports/one-time-token-store.js';
import { mailRequested } from './account-messages.js';
import { createOpaqueToken } from './opaque-token.js';

const LIFETIMES: Readonly<Record<OneTimeTokenPurpose, number>> = {
  VERIFY_EMAIL: LIFETIME.emailVerification,
  RESET_PASSWORD: LIFETIME.passwordReset,
};

/** A one-time token to store, by its hash, and the message that carries the token itself to the mailbox. */
export interface OneTimeLink {
  readonly token: NewOneTimeToken;
  readonly message: Message;
}

export function createOneTimeLink(
  purpose: OneTimeTokenPurpose,
  to: Pick<Account, 'id' | 'email' | 'firstName'>,
  now: Date,
): OneTimeLink {
  const { token, hash } = createOpaqueToken();
  const expiresAt = new Date(now.getTime() + LIFETIMES[purpose]);
  return {
    token: { hash, accountId: to.id, purpose, createdAt: now, expiresAt },
    message: mailRequested(purpose, to, { token, expiresAt }),
  };
}

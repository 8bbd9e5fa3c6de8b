import {
  createMessage,
  EmailVerificationRequested,
  PasswordChanged,
  PasswordResetRequested,
  UserDeleted,
  UserRegistered,
} from '@techally/contracts';
import type { Message } from '@techally/contracts';
import type { Account } from '../domain/account.js';
import { greetingName } from '../domain/account.js';
import type { OneTimeTokenPurpose } from '../ports/one-time-token-store.js';

type Addressee = Pick<Account, 'id' | 'email' | 'firstName'>;

export function userRegistered(
  { id, email }: Addressee,
  name: { readonly firstName: string; readonly lastName: string },
): Message {
  return createMessage(UserRegistered, { aggregateId: id, data: { userId: id, email, ...name } });
}

/** Asks for the mail with a one-time token. The message is the only place where the token itself is written. */
export function mailRequested(
  purpose: OneTimeTokenPurpose,
  to: Addressee,
  link: { readonly token: string; readonly expiresAt: Date },
): Message {
  const data = {
    userId: to.id,
    email: to.email,
    firstName: greetingName(to),
    token: link.token,
    expiresAt: link.expiresAt.toISOString(),
  };
  switch (purpose) {
    case 'VERIFY_EMAIL':
      return createMessage(EmailVerificationRequested, { aggregateId: to.id, data });
    case 'RESET_PASSWORD':
      return createMessage(PasswordResetRequested, { aggregateId: to.id, data });
  }
}

export function passwordChanged({ id, email }: Addressee): Message {
  return createMessage(PasswordChanged, { aggregateId: id, data: { userId: id, email } });
}

export function userDeleted(id: string): Message {
  return createMessage(UserDeleted, { aggregateId: id, data: { userId: id } });
}

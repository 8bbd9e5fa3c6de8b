import { randomUUID } from 'node:crypto';
import type { ServiceLogger } from '@techally/subgraph-kit';
import { ErrorCode, refuse } from '@techally/subgraph-kit';
import type { Account } from '../domain/account.js';
import { normalizeEmail } from '../domain/account.js';
import type { AccountStore } from '../ports/account-store.js';
import type { PasswordHasher } from '../ports/password-hasher.js';
import type { Profiles } from '../ports/profiles.js';
import { userRegistered } from './account-messages.js';
import { createOneTimeLink } from './one-time-link.js';

export interface RegisterAccount {
  readonly email: string;
  readonly password: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** Creates an account. Refuses with `EMAIL_TAKEN`. The profile is there when it answers, unless the user domain is away. */
export type Registration = (input: RegisterAccount) => Promise<Account>;

export interface RegistrationDependencies {
  readonly accounts: AccountStore;
  readonly hasher: PasswordHasher;
  readonly profiles: Profiles;
  readonly logger: ServiceLogger;
  readonly now: () => Date;
  /** Called after a commit that wrote messages. */
  readonly wakeOutbox: () => void;
}

export function createRegistration({
  accounts,
  hasher,
  profiles,
  logger,
  now,
  wakeOutbox,
}: RegistrationDependencies): Registration {
  return async (input) => {
    const name = { firstName: input.firstName.trim(), lastName: input.lastName.trim() };
    const passwordHash = await hasher.hash(input.password);
    const newAccount = {
      id: randomUUID(),
      email: normalizeEmail(input.email),
      firstName: name.firstName,
      passwordHash,
    };
    const link = createOneTimeLink('VERIFY_EMAIL', newAccount, now());
    const account = await accounts.insert(newAccount, link.token, [
      userRegistered(newAccount, name),
      link.message,
    ]);
    if (account === null)
      refuse(ErrorCode.EMAIL_TAKEN, 'An account with this e-mail address exists.', 'email');
    wakeOutbox();
    try {
      await profiles.create({ userId: account.id, ...name });
    } catch (err) {
      // UserRegistered is on its way to the user domain and creates the profile a little later.
      logger.warn({ err, userId: account.id }, 'the profile was not created at once');
    }
    return account;
  };
}

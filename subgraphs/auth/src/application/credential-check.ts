import type { Account } from '../domain/account.js';
import { normalizeEmail } from '../domain/account.js';
import type { AccountStore } from '../ports/account-store.js';
import type { PasswordHasher } from '../ports/password-hasher.js';
import { loginLimits } from './attempt-keys.js';
import type { AttemptLimiter } from './attempt-limiter.js';

export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** The client's network address; null when it is not known. */
  readonly address: string | null;
}

/**
 * The account that the credentials belong to, locked ones too; null when they are wrong. An address without account costs
 * the same as a wrong password. Refuses with `TOO_MANY_ATTEMPTS` before anything is verified.
 */
export type CredentialCheck = (credentials: Credentials) => Promise<Account | null>;

export interface CredentialCheckDependencies {
  readonly accounts: AccountStore;
  readonly hasher: PasswordHasher;
  readonly limiter: AttemptLimiter;
}

export function createCredentialCheck({
  accounts,
  hasher,
  limiter,
}: CredentialCheckDependencies): CredentialCheck {
  async function verify(email: string, password: string): Promise<Account | null> {
    const account = await accounts.findByEmail(normalizeEmail(email));
    const stored = account?.passwordHash ?? null;
    const { matches, outdated } = await hasher.verify(password, stored);
    if (account === null || stored === null || !matches) return null;
    if (!outdated) return account;
    const passwordHash = await hasher.hash(password);
    await accounts.replaceHash(account.id, stored, passwordHash);
    return { ...account, passwordHash };
  }

  return ({ email, password, address }) =>
    limiter.attempt(loginLimits(email, address), () => verify(email, password));
}

import type { Role, Tier } from '@techally/identity';

/** Who can sign in. The person behind it (names, addresses) belongs to the user domain. */
export interface Account {
  /** UUID; the user's id everywhere. */
  readonly id: string;
  /** Lower case; unique. */
  readonly email: string;
  /** The first name given at registration, for the greeting of a mail; null for accounts made otherwise. */
  readonly firstName: string | null;
  /** A PHC string; null when nobody can sign in. */
  readonly passwordHash: string | null;
  readonly role: Role;
  readonly tier: Tier;
  /** Access tokens issued before hold claims that are no longer true. */
  readonly claimsValidFrom: Date | null;
  readonly lockedAt: Date | null;
  readonly emailVerifiedAt: Date | null;
  /** A deleted account keeps its id and nothing that names a person. */
  readonly deletedAt: Date | null;
  /** Counts the changes of role, tier and lock. */
  readonly version: number;
}

/** One spelling for each address: `" Ann@B.co "` → `"ann@b.co"`. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** The name that a mail greets: the first name, or what stands before the `@`. */
export function greetingName(account: Pick<Account, 'firstName' | 'email'>): string {
  return account.firstName ?? account.email.split('@')[0] ?? '';
}

/** The address that stands in a deleted account's place: unique, and nobody's (RFC 2606, section 2). */
export function deletedEmail(id: string): string {
  return `deleted-${id}@deleted.invalid`;
}

/** Whether the account may hold sessions and API keys that work. */
export function isActive(account: Pick<Account, 'lockedAt' | 'deletedAt'>): boolean {
  return account.lockedAt === null && account.deletedAt === null;
}

/**
 * From when on new access tokens are issued after a change of claims at `now`: the next whole second. Tokens carry
 * whole seconds (`iat`), so everything issued up to and within the present second is from before the change.
 */
export function claimsValidFrom(now: Date): Date {
  return new Date((Math.floor(now.getTime() / 1000) + 1) * 1000);
}

/** The `iat` of an access token made at `now`: never one that a change of claims has outdated. */
export function issuedAt(account: Pick<Account, 'claimsValidFrom'>, now: Date): number {
  return Math.floor(Math.max(now.getTime(), account.claimsValidFrom?.getTime() ?? 0) / 1000);
}

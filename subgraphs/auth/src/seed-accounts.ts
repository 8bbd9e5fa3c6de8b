import type { Role, Tier } from '@techally/identity';
import { createArgon2PasswordHasher } from './adapters/argon2-password-hasher.js';
import { createDatabase } from './adapters/prisma-client.js';
import { normalizeEmail } from './domain/account.js';

/** An account to begin with. The id is given, so that other domains can be seeded to match. */
export interface AccountSeed {
  /** UUID. */
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly role: Role;
  readonly tier: Tier;
  readonly emailVerified: boolean;
}

/** Accounts hashed and inserted together. */
const BATCH = 100;

/**
 * Creates accounts without announcing anything: whoever seeds the auth domain seeds the others too. Accounts that are
 * there already, by id or address, stay as they are.
 */
export async function seedAccounts(databaseUrl: string, accounts: readonly AccountSeed[]): Promise<void> {
  const database = createDatabase({ databaseUrl });
  const hasher = createArgon2PasswordHasher();
  try {
    const known = await database.account.findMany({
      where: { OR: accounts.flatMap(({ id, email }) => [{ id }, { email: normalizeEmail(email) }]) },
      select: { id: true, email: true },
    });
    const taken = new Set(known.flatMap(({ id, email }) => [id, email]));
    const missing = accounts.filter(
      ({ id, email }) => !taken.has(id.toLowerCase()) && !taken.has(normalizeEmail(email)),
    );
    for (let start = 0; start < missing.length; start += BATCH) {
      const data = missing
        .slice(start, start + BATCH)
        .map(async ({ id, email, password, role, tier, emailVerified }) => ({
          id,
          email: normalizeEmail(email),
          passwordHash: await hasher.hash(password),
          role,
          tier,
          emailVerifiedAt: emailVerified ? new Date() : null,
        }));
      // Two processes may seed at once.
      await database.account.createMany({ data: await Promise.all(data), skipDuplicates: true });
    }
  } finally {
    await database.$disconnect();
  }
}

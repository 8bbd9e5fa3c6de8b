import { fileURLToPath } from 'node:url';
import type { DatabaseDomain } from '@techally/database';
import { DATABASE_DOMAINS, databaseName, ensureDatabase, migrate } from '@techally/database';

/** Where the databases are, whichever server has them. */
export interface DatabaseAddresses {
  /** The connection that may create databases; null when every domain's database was made by somebody else. */
  readonly adminUrl: string | null;
  readonly urlFor: (domain: DatabaseDomain) => string;
}

/** The folder of a domain's migrations; the same path from `src/databases` and `dist/databases`. */
function migrationsOf(domain: DatabaseDomain): string {
  return fileURLToPath(new URL(`../../../../prisma/${domain}/migrations`, import.meta.url));
}

/** Creates the databases that are missing and brings each up to date. Tells which domain is at work. */
export async function prepareDatabases(
  { adminUrl, urlFor }: DatabaseAddresses,
  onProgress: (domain: DatabaseDomain) => void = () => undefined,
): Promise<void> {
  for (const domain of DATABASE_DOMAINS) {
    onProgress(domain);
    if (adminUrl !== null) await ensureDatabase(adminUrl, databaseName(domain));
    // The platform's tables are made by the libraries that use them (queues, revocations).
    if (domain !== 'platform')
      await migrate({ databaseUrl: urlFor(domain), migrationsDirectory: migrationsOf(domain) });
  }
}

import { z } from 'zod';
import { DatabaseError } from '../database-error.js';

/** Every part of the system that has a database of its own, named `techally_<domain>`. */
export const DATABASE_DOMAINS = [
  'auth',
  'user',
  'product',
  'order',
  'payment',
  'inventory',
  'notification',
  'platform',
] as const;

/** One of {@link DATABASE_DOMAINS}. */
export type DatabaseDomain = (typeof DATABASE_DOMAINS)[number];

/** Where the databases are. */
export type DatabaseSettings =
  | { readonly kind: 'embedded' }
  | {
      readonly kind: 'server';
      /** The connection that may create databases; `null` when only single domains were named. */
      readonly adminUrl: string | null;
      /** @throws DatabaseError `DATABASE_NOT_CONFIGURED` when neither the server nor this domain was named */
      urlFor(domain: DatabaseDomain): string;
    };

/** The name of a domain's database on a server that all domains share. */
export function databaseName(domain: DatabaseDomain): string {
  return `techally_${domain}`;
}

const optionalText = z
  .string()
  .trim()
  .transform((text) => (text === '' ? undefined : text))
  .optional();

const postgresUrl = optionalText.refine(
  (url) => url === undefined || (/^postgres(ql)?:\/\//.test(url) && URL.canParse(url)),
  { message: 'is not a URL of the form postgresql://user:password@host:5432/database' },
);

const port = optionalText.refine(
  (text) => text === undefined || (/^\d{1,5}$/.test(text) && Number(text) <= 65_535),
  {
    message: 'is not a port',
  },
);

const urlVariable = (domain: DatabaseDomain): string => `${domain.toUpperCase()}_DATABASE_URL`;

const environment = z.object({
  DATABASE_URL: postgresUrl,
  DB_HOST: optionalText,
  DB_PORT: port,
  DB_NAME: optionalText,
  DB_USER: optionalText,
  DB_PASSWORD: z.string().optional(),
});

const domainUrls = z.object(
  Object.fromEntries(DATABASE_DOMAINS.map((domain) => [urlVariable(domain), postgresUrl])),
);

/**
 * Reads from a record of environment variables where the databases are.
 *
 * - `<DOMAIN>_DATABASE_URL` is the full URL of one domain's database and comes first.
 * - `DATABASE_URL` names the server. The database in it (default `postgres`) is the one to connect to for creating
 *   others; each domain has its own, `techally_<domain>`. Parameters such as `?sslmode=require` are kept.
 * - `DB_HOST`, `DB_PORT` (5432), `DB_USER` (`postgres`), `DB_PASSWORD` and `DB_NAME` (`postgres`) say the same in
 *   parts, and count where `DATABASE_URL` is not set.
 * - With none of them, the database is the embedded one. Empty variables count as not set.
 *
 * @throws DatabaseError `DATABASE_SETTINGS_INVALID`, with the names of the variables but never their values
 */
export function parseDatabaseSettings(env: Readonly<Record<string, string | undefined>>): DatabaseSettings {
  const server = environment.safeParse(env);
  const domains = domainUrls.safeParse(env);
  const issues = [...(server.error?.issues ?? []), ...(domains.error?.issues ?? [])];
  if (!server.success || !domains.success) {
    const text = issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ');
    throw new DatabaseError('DATABASE_SETTINGS_INVALID', `The database settings cannot be used: ${text}.`);
  }
  const parts = server.data;
  if (parts.DATABASE_URL === undefined && parts.DB_HOST === undefined) requireNoLooseParts(parts);

  const adminUrl = serverUrl(parts);
  const overrides = new Map(DATABASE_DOMAINS.map((domain) => [domain, domains.data[urlVariable(domain)]]));
  if (adminUrl === null && [...overrides.values()].every((url) => url === undefined))
    return { kind: 'embedded' };

  const urlFor = (domain: DatabaseDomain): string => {
    const url =
      overrides.get(domain) ?? (adminUrl === null ? null : withDatabase(adminUrl, databaseName(domain)));
    if (url !== null) return url;
    const message = `The ${domain} database is not configured: set DATABASE_URL or ${urlVariable(domain)}.`;
    throw new DatabaseError('DATABASE_NOT_CONFIGURED', message);
  };
  return { kind: 'server', adminUrl, urlFor };
}

/** A password without a host is a mistake: it would start the embedded database where a real one was meant. */
function requireNoLooseParts(parts: z.infer<typeof environment>): void {
  const loose = (['DB_PORT', 'DB_NAME', 'DB_USER', 'DB_PASSWORD'] as const).filter(
    (key) => parts[key] !== undefined,
  );
  if (loose.length === 0) return;
  const verb = loose.length === 1 ? 'is' : 'are';
  const message = `${loose.join(', ')} ${verb} set, but neither DB_HOST nor DATABASE_URL says where the server is.`;
  throw new DatabaseError('DATABASE_SETTINGS_INVALID', message);
}

function serverUrl(parts: z.infer<typeof environment>): string | null {
  if (parts.DATABASE_URL !== undefined) {
    const { pathname } = new URL(parts.DATABASE_URL);
    return pathname === '' || pathname === '/'
      ? withDatabase(parts.DATABASE_URL, 'postgres')
      : parts.DATABASE_URL;
  }
  if (parts.DB_HOST === undefined) return null;
  const user = encodeURIComponent(parts.DB_USER ?? 'postgres');
  const password = parts.DB_PASSWORD ? `:${encodeURIComponent(parts.DB_PASSWORD)}` : '';
  const host = parts.DB_HOST.includes(':') ? `[${parts.DB_HOST}]` : parts.DB_HOST;
  const name = encodeURIComponent(parts.DB_NAME ?? 'postgres');
  return `postgresql://${user}${password}@${host}:${parts.DB_PORT ?? '5432'}/${name}`;
}

function withDatabase(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}

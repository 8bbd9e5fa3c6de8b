import { createClient } from '@techally/client';
import type { Client } from '@techally/client';
import { LoginDocument, RegisterDocument } from '@techally/client-storefront';
import { DATABASE_DOMAINS } from '@techally/database';
import type { DatabaseDomain } from '@techally/database';
import { createTestDatabase } from '@techally/database/testing';
import { startStack } from '@techally/stack';
import type { Stack, StackOptions } from '@techally/stack';
import { NO_FIELD_LIMITS } from '@techally/subgraph-kit';
import { seedAccounts } from '@techally/subgraph-auth';
import { seedProfiles } from '@techally/subgraph-user';
import { pino } from 'pino';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { TEST_SECRETS } from './test-secrets.js';

const LEAST_PASSWORD_COST = { memory: 64, passes: 1, parallelism: 1 };

/** A signed-in account. */
export interface TestAccount {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Sends operations in the account's name. */
  readonly client: Client;
}

/** The whole system on databases of its own, reached through the router's HTTP handling without a port. */
export interface TestStack extends Stack {
  /** Sends operations as nobody. */
  readonly client: Client;
  urlFor(domain: DatabaseDomain): string;
  /** Resolves when no message is waiting or being handled. */
  settled(): Promise<void>;
  /** Registers and signs in a customer. */
  customer(name?: string): Promise<TestAccount>;
  /** Signs in an administrator. */
  admin(): Promise<TestAccount>;
}

/** Starts the system. Close it with `stop`, which drops the databases too. */
export async function startTestStack(
  options: Partial<
    Pick<
      StackOptions,
      | 'onQuery'
      | 'onFetch'
      | 'fieldLimits'
      | 'gate'
      | 'redisUrl'
      | 'amqpUrl'
      | 'carriers'
      | 'persistedDocuments'
      | 'logger'
      | 'clock'
    >
  > = {},
): Promise<TestStack> {
  const databases = new Map(
    await Promise.all(
      DATABASE_DOMAINS.map(async (domain) => [domain, await createTestDatabase(domain)] as const),
    ),
  );
  const urlFor = (domain: string): string => {
    const database = databases.get(domain as DatabaseDomain);
    if (database === undefined) throw new Error(`There is no database for "${domain}".`);
    return database.url;
  };
  const stack = await startStack({
    databases: { urlFor },
    secrets: TEST_SECRETS,
    // Real argon2id, with the least work that it takes: the tests sign in hundreds of customers.
    passwordCost: LEAST_PASSWORD_COST,
    // All of their customers come from one address.
    fieldLimits: NO_FIELD_LIMITS,
    // Tests ask more in a minute than a client may.
    gate: { rateLimits: false, trustProxy: [] },
    ...options,
    logger: options.logger ?? pino({ level: process.env['LOG_LEVEL'] ?? 'error' }, pino.destination(2)),
  });
  const client = createClient({
    url: 'http://router/graphql',
    fetch: (url, init) => stack.router.fetch(url, init),
  });

  async function signIn(account: { id: string; email: string; password: string }): Promise<TestAccount> {
    const { login } = await client.request(LoginDocument, {
      input: { email: account.email, password: account.password },
    });
    if (login.accessToken == null || login.refreshToken == null)
      throw new Error(JSON.stringify(login.userErrors));
    const { accessToken, refreshToken } = login;
    return { ...account, accessToken, refreshToken, client: client.withToken(accessToken) };
  }

  return {
    ...stack,
    client,
    urlFor,
    async settled() {
      let quiet = 0;
      while (quiet < 3) {
        const depth = await stack.bus.depth();
        quiet = Object.values(depth).every((count) => count === 0) ? quiet + 1 : 0;
        // Longer than a relay takes from the outbox to the bus.
        await delay(150);
      }
    },
    async customer(name = 'Ann') {
      const email = `${name.toLowerCase()}-${randomUUID()}@example.com`;
      const password = 'Passw0rdX';
      const { register } = await client.request(RegisterDocument, {
        input: { email, password, firstName: name, lastName: 'Bee' },
      });
      if (register.user == null) throw new Error(JSON.stringify(register.userErrors));
      return signIn({ id: register.user.id, email, password });
    },
    async admin() {
      const id = randomUUID();
      const email = `admin-${id}@example.com`;
      const password = 'Adm1nistrator';
      await seedAccounts(urlFor('auth'), [
        { id, email, password, role: 'ADMIN', tier: 'PREMIUM', emailVerified: true },
      ]);
      await seedProfiles(urlFor('user'), [{ userId: id, firstName: 'Ada', lastName: 'Admin' }]);
      return signIn({ id, email, password });
    },
    async stop() {
      await stack.stop();
      await Promise.all([...databases.values()].map((database) => database.close()));
    },
  };
}

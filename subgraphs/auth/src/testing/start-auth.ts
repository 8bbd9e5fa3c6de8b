import { randomUUID } from 'node:crypto';
import type { Message } from '@techally/contracts';
import { createTestDatabase } from '@techally/database/testing';
import type { Identity, UserIdentity } from '@techally/identity';
import { ANONYMOUS, createIdentitySigner, fromClaims, IDENTITY_HEADER } from '@techally/identity';
import { createMemoryRevocationList } from '@techally/revocation';
import { NO_FIELD_LIMITS } from '@techally/subgraph-kit';
import type { InternalRequest, ServiceLogger, SubgraphResponse } from '@techally/subgraph-kit';
import type { SubgraphQuery } from '@techally/subgraph-kit/testing';
import { createRecordingBus, TEST_IDENTITY_SECRET } from '@techally/subgraph-kit/testing';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { expect } from 'vitest';
import { createDatabase } from '../adapters/prisma-client.js';
import { AUDIENCE, DEFAULT_ISSUER } from '../application/access-tokens.js';
import type { AuthServiceDependencies } from '../create-service.js';
import { createAuthService } from '../create-service.js';

/** A hash that costs a millisecond: the suites make hundreds. */
export const CHEAP = { memory: 64, passes: 1, parallelism: 1 };
export const KEY_SECRET = 'the key encryption secret of the test suites';
export const PASSWORD = 'Passw0rdX';

/** The answer to an operation, whose data a test looks into as it likes. */
export type QueryResult = Awaited<ReturnType<SubgraphQuery>>;
type Data = QueryResult['data'];

export interface QueryOptions {
  readonly identity?: Identity;
  readonly address?: string;
}

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly user: { readonly id: string };
}

/** An auth service on a database of its own, with a clock that a test sets, and what a client does with it. */
export async function startAuth(options: Partial<AuthServiceDependencies> = {}) {
  const database = await createTestDatabase('auth');
  const prisma = createDatabase({ databaseUrl: database.url });
  const bus = createRecordingBus();
  const clock = { time: Date.now() };
  const revocations = createMemoryRevocationList({ now: () => clock.time });
  const logged: unknown[] = [];
  const log = (details: object) => logged.push(details);
  const logger: ServiceLogger = { info: log, warn: log, error: log };
  const internal = {
    requests: [] as { readonly subgraph: string; readonly request: InternalRequest }[],
    answer: async (): Promise<SubgraphResponse> => ({ data: { createProfile: { userErrors: [] } } }),
  };
  const dependencies: AuthServiceDependencies = {
    databaseUrl: database.url,
    identitySecret: TEST_IDENTITY_SECRET,
    bus,
    internal: (subgraph, request) => {
      internal.requests.push({ subgraph, request });
      return internal.answer();
    },
    logger,
    now: () => new Date(clock.time),
    revocations,
    keyEncryptionSecret: KEY_SECRET,
    passwordCost: CHEAP,
    mailAnswerDuration: 30,
    // The limits of the fields stand before those that are tested here.
    fieldLimits: NO_FIELD_LIMITS,
    ...options,
  };
  const service = await createAuthService(dependencies);
  await service.start();
  const signer = createIdentitySigner({ secret: TEST_IDENTITY_SECRET });

  /** Sends an operation as the router would. Every caller has an address of its own unless one is given. */
  async function query(
    text: string,
    variables: Readonly<Record<string, unknown>> = {},
    { identity = ANONYMOUS, address = randomUUID() }: QueryOptions = {},
  ): Promise<QueryResult> {
    const response = await service.subgraph.execute({
      query: text,
      variables,
      headers: {
        [IDENTITY_HEADER]: signer.sign(identity, 'auth'),
        'x-forwarded-for': address,
        'user-agent': 'a test',
      },
    });
    return JSON.parse(JSON.stringify(response));
  }

  /** Runs a mutation with one input and returns its payload. `fields` beside `userErrors`. */
  async function mutate(
    name: string,
    input: object,
    fields = '',
    callerOptions: QueryOptions = {},
  ): Promise<Data> {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const text = `mutation($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { field message code } } }`;
    const { data, errors } = await query(text, { input }, callerOptions);
    expect(errors).toBeUndefined();
    return data[name];
  }

  const login = (email: string, password = PASSWORD, callerOptions: QueryOptions = {}) =>
    mutate(
      'login',
      { email, password },
      'accessToken refreshToken expiresIn user { id email role tier }',
      callerOptions,
    );
  const refresh = (refreshToken: string) =>
    mutate('refreshToken', { refreshToken }, 'accessToken refreshToken expiresIn user { id role }');
  const codes = (payload: { userErrors: { code: string }[] }) => payload.userErrors.map(({ code }) => code);

  async function register(
    email = `${randomUUID()}@example.com`,
  ): Promise<{ readonly id: string; readonly email: string }> {
    const input = { email, password: PASSWORD, firstName: 'Ann', lastName: 'Bee' };
    const { user, userErrors } = await mutate('register', input, 'user { id email }');
    expect(userErrors).toEqual([]);
    return user;
  }

  /** Verifies an access token as any stranger with the published keys would. */
  async function claimsOf(accessToken: string) {
    const keys = createLocalJWKSet(await service.jwks());
    const { payload, protectedHeader } = await jwtVerify(accessToken, keys, {
      issuer: DEFAULT_ISSUER,
      audience: AUDIENCE,
      currentDate: new Date(clock.time),
    });
    return { payload, protectedHeader };
  }

  async function identityOf(accessToken: string): Promise<UserIdentity> {
    return fromClaims((await claimsOf(accessToken)).payload) as UserIdentity;
  }

  async function isRevoked(accessToken: string): Promise<boolean> {
    return revocations.isRevoked((await claimsOf(accessToken)).payload);
  }

  async function signIn(
    email: string,
    password = PASSWORD,
  ): Promise<Tokens & { readonly identity: UserIdentity }> {
    const payload = await login(email, password);
    expect(payload.userErrors).toEqual([]);
    return { ...payload, identity: await identityOf(payload.accessToken) };
  }

  /** A signed-in administrator. */
  async function admin(): Promise<Tokens & { readonly identity: UserIdentity }> {
    const { id, email } = await register();
    await prisma.account.update({ where: { id }, data: { role: 'ADMIN' } });
    return signIn(email);
  }

  async function messages(
    type: string,
    userId: string,
  ): Promise<readonly (Message & { readonly data: Data })[]> {
    const find = () =>
      bus.published.filter((message) => message.type === type && message.aggregateId === userId);
    await expect.poll(() => prisma.outboxMessage.count()).toBe(0);
    return find();
  }

  /** The token of the last mail of a kind. */
  async function mailed(type: string, userId: string): Promise<string> {
    return (await messages(type, userId)).at(-1)?.data.token;
  }

  return {
    service,
    dependencies,
    database,
    prisma,
    bus,
    clock,
    revocations,
    logged,
    internal,
    query,
    mutate,
    login,
    refresh,
    codes,
    register,
    claimsOf,
    identityOf,
    isRevoked,
    signIn,
    admin,
    messages,
    mailed,
    async stop() {
      await service.stop();
      await prisma.$disconnect();
      await database.close();
    },
  };
}

export type AuthTestbed = Awaited<ReturnType<typeof startAuth>>;

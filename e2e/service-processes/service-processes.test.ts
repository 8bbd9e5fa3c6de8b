import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { createClient } from '@techally/client';
import { LoginDocument, LogoutDocument } from '@techally/client-storefront';
import { createMessage, SUBSCRIPTIONS, UserDeleted } from '@techally/contracts';
import { createTestDatabase } from '@techally/database/testing';
import { createEventBus } from '@techally/messaging';
import { createRedis } from '@techally/redis';
import { seedAccounts } from '@techally/subgraph-auth';
import { hasRedis, startTestRedis } from '@techally/test-parts';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RunningProcess } from '../harness/run-process.js';
import { runProcess } from '../harness/run-process.js';
import { TEST_SECRETS } from '../harness/test-secrets.js';

/** What a service process needs in its environment: databases of its own, and the secrets. */
async function environment(domain: 'auth' | 'product'): Promise<Record<string, string>> {
  const [own, platform] = await Promise.all([createTestDatabase(domain), createTestDatabase('platform')]);
  onTestFinished(async () => {
    await Promise.all([own.close(), platform.close()]);
  });
  return {
    [`${domain.toUpperCase()}_DATABASE_URL`]: own.url,
    PLATFORM_DATABASE_URL: platform.url,
    MIGRATE: 'false',
    IDENTITY_SECRET: TEST_SECRETS.identitySecret,
    KEY_ENCRYPTION_SECRET: TEST_SECRETS.keyEncryptionSecret,
  };
}

async function run(script: string, env: Readonly<Record<string, string>>): Promise<RunningProcess> {
  const running = await runProcess(script, env);
  onTestFinished(() => running.stop());
  return running;
}

async function readSdl({ url }: RunningProcess): Promise<{ status: number; sdl: string | undefined }> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ _service { sdl } }' }),
  });
  const { data } = (await response.json()) as { data?: { _service: { sdl: string } } };
  return { status: response.status, sdl: data?._service.sdl };
}

describe('a service in a process of its own', () => {
  it('keeps its Federation fields closed', async () => {
    const product = await run('subgraphs/product/dist/main.js', await environment('product'));
    expect(await readSdl(product)).toEqual({ status: 401, sdl: undefined });
    expect(product.output()).not.toContain('OPEN');
  });

  it('opens them when OPEN_FEDERATION_FIELDS says so, and warns of it in its log', async () => {
    const env = await environment('product');
    const product = await run('subgraphs/product/dist/main.js', { ...env, OPEN_FEDERATION_FIELDS: 'true' });
    expect(await readSdl(product)).toEqual({
      status: 200,
      sdl: expect.stringContaining('type Product') as string,
    });
    const warnings = product
      .output()
      .split('\n')
      .filter((line) => line.includes('OPEN_FEDERATION_FIELDS'));
    expect(warnings.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({ level: 40, msg: expect.stringContaining('product is OPEN') as string }),
    ]);
  });

  it.each([
    [{ OPEN_FEDERATION_FIELDS: 'yes' }, 'OPEN_FEDERATION_FIELDS'],
    [{ REDIS_URL: 'http://redis' }, 'REDIS_URL must be an address such as redis://host:6379.'],
    [{ REDIS_URL: 'redis://127.0.0.1:1' }, 'ECONNREFUSED'],
    [{ AMQP_URL: 'http://broker' }, 'AMQP_URL must be an address such as amqp://user:password@host:5672.'],
  ])('does not start with %j, and says why', async (more, reason) => {
    const env = await environment('auth');
    await expect(runProcess('subgraphs/auth/dist/main.js', { ...env, ...more })).rejects.toThrow(reason);
  });

  it('takes no message before it has opened its port', async () => {
    const env = await environment('product');
    const bus = createEventBus({
      amqpUrl: null,
      databaseUrl: env['PLATFORM_DATABASE_URL'] ?? '',
      topology: SUBSCRIPTIONS,
      name: 'test',
      onError: (error) => {
        throw error;
      },
    });
    await bus.start();
    onTestFinished(() => bus.close());
    // Whoever takes it makes a dead letter of it.
    const message = createMessage(UserDeleted, { aggregateId: 'ann', data: { userId: randomUUID() } });
    await bus.publish([{ ...message, version: 99 }]);
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    onTestFinished(() => void taken.close());
    const port = String((taken.address() as AddressInfo).port);

    await expect(runProcess('subgraphs/product/dist/main.js', { ...env, PORT: port })).rejects.toThrow(
      'EADDRINUSE',
    );
    expect(await bus.depth()).toMatchObject({ 'product.UserDeleted': 1 });
    await run('subgraphs/product/dist/main.js', env);
    await expect.poll(async () => (await bus.deadLetters()).length).toBe(1);
  });
});

describe.skipIf(!hasRedis())('the router and the auth service, each a process, with REDIS_URL', () => {
  it('share revocations through Redis', async () => {
    const server = await startTestRedis();
    onTestFinished(() => server.stop());
    const env: Record<string, string> = { ...(await environment('auth')), REDIS_URL: server.url };
    const auth = await run('subgraphs/auth/dist/main.js', env);
    const router = await run('packages/stack/dist/router-main.js', {
      ...env,
      AUTH_URL: `${auth.url}/graphql`,
    });

    const account = { id: randomUUID(), email: `ann-${randomUUID()}@example.com`, password: 'Passw0rdX' };
    await seedAccounts(env['AUTH_DATABASE_URL'] ?? '', [
      { ...account, role: 'USER', tier: 'STANDARD', emailVerified: true },
    ]);
    const client = createClient({ url: `${router.url}/graphql` });
    const { email, password } = account;
    const { login } = await client.request(LoginDocument, { input: { email, password } });
    const ask = async () => {
      const response = await fetch(`${router.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${login.accessToken ?? ''}` },
        body: JSON.stringify({ query: '{ __typename }' }),
      });
      return response.status;
    };
    expect(await ask()).toBe(200);
    await client.withToken(login.accessToken ?? '').request(LogoutDocument, { input: {} });
    await expect.poll(ask).toBe(401);

    const redis = createRedis({ url: server.url, name: 'test', onError: () => undefined });
    onTestFinished(() => {
      redis.disconnect();
    });
    expect(await redis.zrange('techally:{revocations}:expires-at', 0, '-1')).toEqual([
      expect.stringMatching(/^sid:/),
    ]);
  });
});

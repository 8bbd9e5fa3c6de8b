import { hasRedis, startTestRedis } from '@techally/test-parts';
import { createRedis } from '@techally/redis';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { TestStack } from '../harness/start-test-stack.js';
import { startTestStack } from '../harness/start-test-stack.js';

/** What the shop says about its limits, to whom the token belongs. */
async function policyFor({ router }: TestStack, token?: string): Promise<string | null> {
  const response = await router.fetch('/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: '{"query":"{ __typename }"}',
  });
  return response.headers.get('ratelimit-policy');
}

describe('the shop', () => {
  test('limits everybody by the tier of the account', async () => {
    const stack = await startTestStack({ gate: { rateLimits: true, trustProxy: [] } });
    onTestFinished(() => stack.stop());
    const [customer, admin] = [await stack.customer(), await stack.admin()];
    expect(await policyFor(stack)).toBe('"requests";q=100;w=60');
    expect(await policyFor(stack, customer.accessToken)).toBe('"requests";q=1000;w=60');
    expect(await policyFor(stack, admin.accessToken)).toBe('"requests";q=5000;w=60');
  });

  test.skipIf(!hasRedis())('counts on Redis where there is one', async () => {
    const server = await startTestRedis();
    onTestFinished(() => server.stop());
    const stack = await startTestStack({
      gate: { rateLimits: true, trustProxy: [] },
      redisUrl: server.url,
    });
    onTestFinished(() => stack.stop());
    await policyFor(stack);
    const redis = createRedis({ url: server.url, name: 'test', onError: () => undefined });
    onTestFinished(() => {
      redis.disconnect();
    });
    expect(await redis.keys('techally:rate-limit:*')).toEqual([
      'techally:rate-limit:window:address:127.0.0.1',
    ]);
  });
});

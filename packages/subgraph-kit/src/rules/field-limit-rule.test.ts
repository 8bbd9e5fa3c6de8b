import type { Identity } from '@techally/identity';
import { ANONYMOUS } from '@techally/identity';
import { MemoryRateLimitStore } from '@techally/rate-limit';
import type { RateLimitStore } from '@techally/rate-limit';
import { hasRedis, startTestRedis } from '@techally/test-parts';
import { buildSchema, graphql } from 'graphql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openLimitStore } from '../runner/open-limit-store.js';
import type { RequestContext } from '../server/request-context.js';
import { testUser } from '../testing/query-subgraph.js';
import { isAnyone, isUserWith } from './access-rules.js';
import type { FieldLimitRuleOptions } from './field-limit-rule.js';
import { fieldLimitRule } from './field-limit-rule.js';
import { guardSchema } from './guard-schema.js';
import { and } from './shield.js';

const HOUR = 3_600_000;
const LIMIT = { max: 3, windowMs: HOUR };

interface Caller {
  readonly identity?: Identity;
  readonly address?: string | null;
}

/** A service with one field that may be used three times an hour. */
function limitedField(options: Partial<FieldLimitRuleOptions> & { readonly access?: typeof isAnyone } = {}) {
  let runs = 0;
  const { access = isAnyone, ...others } = options;
  const limit = fieldLimitRule({
    field: 'register',
    limit: LIMIT,
    by: 'address',
    store: new MemoryRateLimitStore(),
    ...others,
  });
  const schema = guardSchema(buildSchema('type Query { a: Int } type Mutation { register: Int }'), {
    Mutation: { register: and(access, limit) },
  });
  return {
    runs: () => runs,
    /** `passed`, or the code of the error and when to come back. */
    async use({ identity = ANONYMOUS, address = '192.0.2.1' }: Caller = {}) {
      const contextValue: RequestContext = {
        identity,
        requestId: 'r',
        clientAddress: address,
        userAgent: null,
      };
      const rootValue = { register: () => (runs += 1) };
      const { errors } = await graphql({ schema, source: 'mutation { register }', contextValue, rootValue });
      const [error] = errors ?? [];
      return error === undefined ? 'passed' : (error.extensions as { code: string; retryAfter?: number });
    },
  };
}

const refusal = { code: 'TOO_MANY_REQUESTS', retryAfter: expect.any(Number) as number };

describe('the limit of a field', () => {
  it('lets so many requests of an address through and no more, of as many as come at once', async () => {
    const field = limitedField();
    const answers = await Promise.all(Array.from({ length: 20 }, () => field.use()));
    expect(answers.filter((answer) => answer === 'passed')).toHaveLength(3);
    expect(answers.filter((answer) => answer !== 'passed')).toEqual(Array(17).fill(refusal));
    expect(field.runs()).toBe(3);
    expect(await field.use({ address: '192.0.2.2' })).toBe('passed');
  });

  it('says when the window ends, and counts from nothing then', async () => {
    let now = 10 * HOUR + HOUR / 2;
    const field = limitedField({ store: new MemoryRateLimitStore({ now: () => now }) });
    for (let use = 0; use < 3; use += 1) await field.use();
    expect(await field.use()).toEqual({ code: 'TOO_MANY_REQUESTS', retryAfter: 1_800 });
    now += HOUR / 2 - 1;
    expect(await field.use()).toEqual({ code: 'TOO_MANY_REQUESTS', retryAfter: 1 });
    now += 1;
    expect(await field.use()).toBe('passed');
  });

  it('is one for a network of IPv6, and for all whose address is not known', async () => {
    const field = limitedField();
    for (const host of ['1', '2', '3'])
      expect(await field.use({ address: `2001:db8::${host}` })).toBe('passed');
    expect(await field.use({ address: '2001:db8::4' })).toEqual(refusal);
    for (let use = 0; use < 3; use += 1) expect(await field.use({ address: null })).toBe('passed');
    expect(await field.use({ address: null })).toEqual(refusal);
  });

  it('can count by account, wherever it comes from', async () => {
    const field = limitedField({ by: 'account', access: isUserWith('reviews:write') });
    const [ann, bob] = [testUser('ann'), testUser('bob')];
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.3'])
      expect(await field.use({ identity: ann, address })).toBe('passed');
    expect(await field.use({ identity: ann, address: '192.0.2.4' })).toEqual(refusal);
    expect(await field.use({ identity: bob })).toBe('passed');
  });

  it('says nothing of limits to whom the field is closed', async () => {
    const field = limitedField({ by: 'account', access: isUserWith('reviews:write') });
    for (let use = 0; use < 5; use += 1) expect(await field.use()).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it("does not count a server with an administrator's API key, and nobody where it is off", async () => {
    const field = limitedField();
    const server = { ...testUser('root', 'ADMIN'), apiKeyId: 'k' } as Identity;
    for (let use = 0; use < 9; use += 1) expect(await field.use({ identity: server })).toBe('passed');
    const customersKey = { ...testUser('ann'), apiKeyId: 'k' } as Identity;
    for (let use = 0; use < 3; use += 1) await field.use({ identity: customersKey });
    expect(await field.use({ identity: customersKey })).toEqual(refusal);
    const off = limitedField({ limit: null });
    for (let use = 0; use < 9; use += 1) expect(await off.use()).toBe('passed');
  });
});

describe.skipIf(!hasRedis())('the limit of a field with Redis', () => {
  const silent = () => undefined;
  function open(url: string): RateLimitStore {
    const logger = { info: silent, warn: silent, error: silent };
    const store = openLimitStore({ redisUrl: url, name: 'a-test', logger });
    onTestFinished(() => store.close());
    return store;
  }

  it('is shared by all processes, exactly', async () => {
    const redis = await startTestRedis();
    onTestFinished(() => redis.stop());
    const processes = [redis.url, redis.url, redis.url].map((url) => limitedField({ store: open(url) }));
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => processes.map((field) => field.use())).flat(),
    );
    expect(answers.filter((answer) => answer === 'passed')).toHaveLength(3);
    expect(answers.find((answer) => answer !== 'passed')).toEqual(refusal);
  });

  it('is kept by each process for itself while Redis is away', async () => {
    const redis = await startTestRedis();
    onTestFinished(() => redis.stop());
    const processes = [redis.url, redis.url].map((url) => limitedField({ store: open(url) }));
    await Promise.all(processes.map((field) => field.use()));
    await redis.kill();
    for (const field of processes) {
      for (let use = 0; use < 3; use += 1) expect(await field.use()).toBe('passed');
      expect(await field.use()).toEqual(refusal);
    }
  });
});

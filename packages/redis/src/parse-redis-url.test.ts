import { describe, expect, test } from 'vitest';
import { parseRedisUrl } from './parse-redis-url.js';

describe('the variables of Redis', () => {
  test.each<[Record<string, string>, string | null]>([
    [{}, null],
    [{ REDIS_URL: '', REDIS_HOST: '', REDIS_PORT: '6379' }, null],
    [{ REDIS_URL: 'rediss://a:b@redis.example:6380/1' }, 'rediss://a:b@redis.example:6380/1'],
    [{ REDIS_URL: 'redis://one', REDIS_HOST: 'two' }, 'redis://one'],
    [{ REDIS_HOST: 'redis' }, 'redis://redis:6379'],
    [{ REDIS_HOST: '::1', REDIS_PORT: '1' }, 'redis://[::1]:1'],
    [{ REDIS_HOST: 'redis', REDIS_PASSWORD: 'a/b@c' }, 'redis://:a%2Fb%40c@redis:6379'],
  ])('%j name %s', (env, url) => {
    expect(parseRedisUrl(env)).toBe(url);
  });

  test.each([
    { REDIS_URL: 'http://secret@redis' },
    { REDIS_URL: 'secret' },
    { REDIS_URL: 'redis:secret' },
    { REDIS_HOST: 'redis', REDIS_PORT: 'secret' },
    { REDIS_HOST: 'redis', REDIS_PORT: '70000' },
  ])('%j are refused without being repeated', (env) => {
    expect(() => parseRedisUrl(env)).toThrow(expect.objectContaining({ code: 'REDIS_SETTINGS_INVALID' }));
    expect(() => parseRedisUrl(env)).not.toThrow('secret');
  });
});

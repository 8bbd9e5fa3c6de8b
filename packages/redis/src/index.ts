export { createRedis, type RedisOptions } from './create-redis.js';
export { parseRedisUrl, RedisSettingsError } from './parse-redis-url.js';
export type { Redis } from 'ioredis';

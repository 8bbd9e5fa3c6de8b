export { createRedis, type RedisOptions } from './create-redis.js';
export { RedisSubscription, type RedisSubscriptionOptions } from './redis-subscription.js';
export { parseRedisUrl, RedisSettingsError } from './parse-redis-url.js';
export type { Redis } from 'ioredis';

export { createRedis, type RedisOptions } from './create-redis.js';
export type { Redis } from 'ioredis';

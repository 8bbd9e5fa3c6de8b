export { FallbackRateLimitStore, type FallbackRateLimitStoreOptions } from './fallback-rate-limit-store.js';
export { MemoryRateLimitStore, type MemoryRateLimitStoreOptions } from './memory-rate-limit-store.js';
export {
  createPostgresRateLimitStore,
  type PostgresRateLimitStoreOptions,
} from './postgres-rate-limit-store.js';
export type {
  Bucket,
  BucketVerdict,
  Clock,
  RateLimitStore,
  WindowLimit,
  WindowVerdict,
} from './rate-limit-store.js';
export { createRedisRateLimitStore, type RedisRateLimitStoreOptions } from './redis-rate-limit-store.js';

export { createMemoryRevocationList, type MemoryRevocationListOptions } from './memory-revocation-list.js';
export {
  createPostgresRevocationList,
  type PostgresRevocationListOptions,
} from './postgres-revocation-list.js';
export { openRevocationList, type OpenRevocationListOptions } from './open-revocation-list.js';
export { createRedisRevocationList, type RedisRevocationListOptions } from './redis-revocation-list.js';
export type { RevocableClaims, Revocation, RevocationList } from './revocation-list.js';

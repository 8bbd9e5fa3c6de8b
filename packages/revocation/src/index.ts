export { createMemoryRevocationList, type MemoryRevocationListOptions } from './memory-revocation-list.js';
export {
  createPostgresRevocationList,
  type PostgresRevocationListOptions,
} from './postgres-revocation-list.js';
export type { RevocableClaims, Revocation, RevocationList } from './revocation-list.js';

export { cloneDatabase } from './administration/clone-database.js';
export { databaseExists } from './administration/database-exists.js';
export { dropDatabase } from './administration/drop-database.js';
export { ensureDatabase } from './administration/ensure-database.js';
export { DatabaseError, type DatabaseErrorCode } from './database-error.js';
export { findRunningCluster, type RunningCluster } from './embedded/find-running-cluster.js';
export {
  startEmbeddedCluster,
  type ClusterStep,
  type EmbeddedCluster,
  type EmbeddedClusterOptions,
} from './embedded/start-embedded-cluster.js';
export { startThrowawayCluster } from './embedded/start-throwaway-cluster.js';
export { isDatabaseUnavailable, RETRY_AFTER_SECONDS } from './is-database-unavailable.js';
export { checkMigrations } from './migrations/check-migrations.js';
export {
  createMigration,
  type CreatedMigration,
  type CreateMigrationOptions,
} from './migrations/create-migration.js';
export type { SchemaComparison } from './migrations/diff-schema.js';
export { migrate, type MigrateOptions } from './migrations/migrate.js';
export {
  DATABASE_DOMAINS,
  databaseName,
  parseDatabaseSettings,
  type DatabaseDomain,
  type DatabaseSettings,
} from './settings/parse-database-settings.js';
export { connectPrisma, type PrismaConnection, type PrismaSettings } from './settings/connect-prisma.js';
export { POOL_OPTIONS } from './settings/pool-options.js';

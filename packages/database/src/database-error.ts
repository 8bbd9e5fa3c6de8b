/** Stable codes of {@link DatabaseError}. */
export type DatabaseErrorCode =
  | 'DATA_DIRECTORY_IN_USE'
  | 'DATA_DIRECTORY_DAMAGED'
  | 'DATA_DIRECTORY_NOT_REACHABLE'
  | 'DATABASE_PORT_IN_USE'
  | 'EMBEDDED_DATABASE_UNSUPPORTED'
  | 'EMBEDDED_DATABASE_FAILED'
  | 'DATABASE_SETTINGS_INVALID'
  | 'DATABASE_NOT_CONFIGURED'
  | 'DATABASE_NAME_INVALID'
  | 'MIGRATION_EDITED'
  | 'MIGRATION_UNFINISHED'
  | 'MIGRATION_FAILED'
  | 'MIGRATION_FOLDER_INVALID'
  | 'SCHEMA_INVALID'
  | 'TEST_TEMPLATE_MISSING';

/**
 * Thrown when a database cannot be started, set up or found. Operators read these messages: each says what to do.
 *
 * - `DATA_DIRECTORY_IN_USE`: another server runs on this data directory.
 * - `DATA_DIRECTORY_DAMAGED`: files are missing, unreadable or of another PostgreSQL version.
 * - `DATA_DIRECTORY_NOT_REACHABLE`: the user who runs the server may not enter or own the directory.
 * - `DATABASE_PORT_IN_USE`: something else listens on the port that was asked for.
 * - `EMBEDDED_DATABASE_UNSUPPORTED`: no binaries for this platform.
 * - `EMBEDDED_DATABASE_FAILED`: the server did not start for a reason outside its data (memory, disk, libraries).
 * - `DATABASE_SETTINGS_INVALID`: the environment names a server in a way that cannot be read.
 * - `DATABASE_NOT_CONFIGURED`: only some domains were given a URL, and this one was not.
 * - `DATABASE_NAME_INVALID`: not a name that this product gives to a database.
 * - `MIGRATION_EDITED`: a migration was changed after it had been applied.
 * - `MIGRATION_UNFINISHED`: another tool left a migration half done; somebody has to look at it.
 * - `MIGRATION_FAILED`: the SQL of a migration was refused. Nothing of it remains in the database.
 * - `MIGRATION_FOLDER_INVALID`: a folder without `migration.sql`, or a name that cannot be used.
 * - `SCHEMA_INVALID`: `schema.prisma` cannot be read or compared.
 * - `TEST_TEMPLATE_MISSING`: a test asks for a domain whose migrations failed, or that has none yet.
 */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';

  constructor(
    readonly code: DatabaseErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

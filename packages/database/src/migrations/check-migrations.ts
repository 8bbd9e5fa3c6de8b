import { diffSchema } from './diff-schema.js';
import type { SchemaComparison } from './diff-schema.js';

/**
 * Says whether a domain's migrations make what its `schema.prisma` describes.
 *
 * @returns `null` when they do, else the SQL that a new migration would need
 */
export async function checkMigrations(comparison: SchemaComparison): Promise<string | null> {
  const sql = await diffSchema(comparison);
  return sql === '' ? null : sql;
}

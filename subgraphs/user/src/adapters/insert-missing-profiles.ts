import type { NewProfile } from '../ports/profile-store.js';
import type { Database } from './prisma-client.js';

/** Inserts profiles that are not there yet; returns how many. */
export async function insertMissingProfiles(
  database: Database,
  profiles: readonly NewProfile[],
): Promise<number> {
  const { count } = await database.profile.createMany({ data: [...profiles], skipDuplicates: true });
  return count;
}

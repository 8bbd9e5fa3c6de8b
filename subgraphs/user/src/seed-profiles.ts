import { insertMissingProfiles } from './adapters/insert-missing-profiles.js';
import { createDatabase } from './adapters/prisma-client.js';
import { newProfile } from './application/manage-profiles.js';

export interface ProfileSeed {
  /** UUID of the account. */
  readonly userId: string;
  /** 2 to 50 characters, as is the last name. */
  readonly firstName: string;
  readonly lastName: string;
}

/** Makes the profiles of many accounts at once; those that exist stay as they are. Returns how many were new. */
export async function seedProfiles(databaseUrl: string, profiles: readonly ProfileSeed[]): Promise<number> {
  const database = createDatabase({ databaseUrl });
  try {
    return await insertMissingProfiles(database, profiles.map(newProfile));
  } finally {
    await database.$disconnect();
  }
}

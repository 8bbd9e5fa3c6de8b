import { insertMissingAddresses, type IdentifiedAddress } from './adapters/insert-missing-addresses.js';
import { createDatabase } from './adapters/prisma-client.js';

/** `id` is a UUID; the account needs a profile, and only one of its addresses may be the default. */
export type AddressSeed = IdentifiedAddress;

/**
 * Makes many addresses at once; those that exist (by id) stay as they are, and an account that has a default address
 * keeps it: a second one is left out. Returns how many were new.
 */
export async function seedAddresses(databaseUrl: string, addresses: readonly AddressSeed[]): Promise<number> {
  const database = createDatabase({ databaseUrl });
  try {
    return await insertMissingAddresses(database, addresses);
  } finally {
    await database.$disconnect();
  }
}

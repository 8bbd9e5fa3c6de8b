import type { PostalAddress } from '../domain/address.js';
import type { Database } from './prisma-client.js';

/** An address with an id of its own, so that seeding it twice is seeding it once. */
export type IdentifiedAddress = PostalAddress & {
  readonly id: string;
  readonly userId: string;
  readonly isDefault: boolean;
};

/** Inserts addresses that are not there yet; returns how many. */
export async function insertMissingAddresses(
  database: Database,
  addresses: readonly IdentifiedAddress[],
): Promise<number> {
  const { count } = await database.address.createMany({ data: [...addresses], skipDuplicates: true });
  return count;
}

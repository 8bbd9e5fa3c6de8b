import type { PageRequest } from '@techally/subgraph-kit';
import type { Address, PostalAddress } from '../domain/address.js';

/** The name of the one order of address lists (oldest first); part of every cursor. */
export const ADDRESS_ORDER = 'ADDRESSES_OLDEST';

export type NewAddress = PostalAddress & Pick<Address, 'id' | 'isDefault'>;
export type AddressChange = Partial<PostalAddress & Pick<Address, 'isDefault'>>;

/** Addresses in the domain's database. */
export interface AddressStore {
  findMany(ids: readonly string[]): Promise<readonly Address[]>;
  /** Up to `page.limit + 1` addresses of each account, oldest first. */
  pagesOfUsers(
    userIds: readonly string[],
    page: PageRequest,
  ): Promise<ReadonlyMap<string, readonly Address[]>>;
  countsOfUsers(userIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /**
   * Runs a change of one account's addresses while no other can run, in one transaction.
   * Null, and nothing is run, when the account has no profile.
   */
  change<Result>(userId: string, work: (book: AddressBook) => Promise<Result>): Promise<Result | null>;
}

/** The addresses of one account, inside a transaction. Nobody else's can be reached. */
export interface AddressBook {
  all(): Promise<readonly Address[]>;
  insert(address: NewAddress): Promise<Address>;
  /** Sets the fields that are given, and counts the version up. */
  update(id: string, change: AddressChange): Promise<Address>;
  delete(id: string): Promise<void>;
}

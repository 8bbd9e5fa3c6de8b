import { randomUUID } from 'node:crypto';
import { ErrorCode, refuse } from '@techally/subgraph-kit';
import { MAX_ADDRESSES, type Address, type PostalAddress } from '../domain/address.js';
import type { AddressBook, AddressStore } from '../ports/address-store.js';
import { requireProfile } from './require-profile.js';

export interface AddAddress {
  readonly userId: string;
  readonly address: PostalAddress;
  readonly isDefault: boolean;
}

export interface UpdateAddress {
  readonly userId: string;
  readonly id: string;
  readonly version: number;
  readonly change: Partial<PostalAddress>;
  readonly isDefault?: boolean;
}

/**
 * Changes to the address books of accounts. Each throws a `UserErrorException` for what the input has wrong; an
 * address of somebody else is as unknown as one that does not exist.
 */
export interface AddressManagement {
  /** An account without a default address takes the new one. */
  add(input: AddAddress): Promise<Address>;
  update(input: UpdateAddress): Promise<Address>;
  /** Returns what was deleted. */
  delete(input: { readonly userId: string; readonly id: string }): Promise<Address>;
}

export function createAddressManagement(addresses: AddressStore): AddressManagement {
  return {
    async add({ userId, address, isDefault }) {
      const added = await addresses.change(userId, async (book) => {
        const others = await book.all();
        if (others.length >= MAX_ADDRESSES) {
          refuse(ErrorCode.INVALID_STATE, `An account has at most ${String(MAX_ADDRESSES)} addresses.`);
        }
        const first = !others.some((other) => other.isDefault);
        if (isDefault) await unsetDefault(book, others);
        return book.insert({ id: randomUUID(), ...trimmed(address), isDefault: isDefault || first });
      });
      return requireProfile(added);
    },

    async update({ userId, id, version, change, isDefault }) {
      const updated = await addresses.change(userId, async (book) => {
        const all = await book.all();
        const address = own(all, id);
        if (address.version !== version)
          refuse(ErrorCode.VERSION_CONFLICT, 'The address changed since you read it.', 'version');
        if (isDefault === true)
          await unsetDefault(
            book,
            all.filter((other) => other.id !== address.id),
          );
        return book.update(address.id, {
          ...trimmed(change),
          ...(isDefault === undefined ? {} : { isDefault }),
        });
      });
      return requireProfile(updated);
    },

    async delete({ userId, id }) {
      const deleted = await addresses.change(userId, async (book) => {
        const address = own(await book.all(), id);
        await book.delete(address.id);
        return address;
      });
      return requireProfile(deleted);
    },
  };
}

function own(addresses: readonly Address[], id: string): Address {
  const address = addresses.find((each) => each.id === id.toLowerCase());
  return address ?? refuse(ErrorCode.NOT_FOUND, 'You have no such address.', 'id');
}

/** Before the new default is set, since the database never lets two be there. */
async function unsetDefault(book: AddressBook, addresses: readonly Address[]): Promise<void> {
  for (const address of addresses) if (address.isDefault) await book.update(address.id, { isDefault: false });
}

function trimmed<Part extends Partial<PostalAddress>>(address: Part): Part {
  const entries = Object.entries(address).map(([name, value]) => [
    name,
    value === null ? null : value.trim() || null,
  ]);
  return Object.fromEntries(entries) as Part;
}

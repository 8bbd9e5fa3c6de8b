import type { ChildPageLoader, RequestContext } from '@techally/subgraph-kit';
import {
  createChildPageLoader,
  createCountLoader,
  createEntityLoader,
  createKeyedLoader,
  ForbiddenError,
  maySee,
} from '@techally/subgraph-kit';
import type DataLoader from 'dataloader';
import type { Address } from '../domain/address.js';
import type { Device } from '../domain/device.js';
import type { Preferences } from '../domain/preferences.js';
import type { Profile } from '../domain/profile.js';
import type { AddressStore } from '../ports/address-store.js';
import type { DeviceStore } from '../ports/device-store.js';
import type { PreferencesStore } from '../ports/preferences-store.js';
import type { ProfileStore } from '../ports/profile-store.js';

/** The loaders of one request: each batches what the resolvers of one level ask for. All but `address` go by user id. */
export interface UserLoaders {
  readonly profile: DataLoader<string, Profile | null>;
  readonly address: DataLoader<string, Address | null>;
  readonly addressPage: ChildPageLoader<Address>;
  readonly addressCount: DataLoader<string, number>;
  readonly preferences: DataLoader<string, Preferences | null>;
  readonly devicePage: ChildPageLoader<Device>;
  readonly deviceCount: DataLoader<string, number>;
}

export interface UserContext extends RequestContext {
  readonly loaders: UserLoaders;
}

export interface UserStores {
  readonly profiles: ProfileStore;
  readonly addresses: AddressStore;
  readonly preferences: PreferencesStore;
  readonly devices: DeviceStore;
}

export function createLoaders({ profiles, addresses, preferences, devices }: UserStores): UserLoaders {
  return {
    profile: createKeyedLoader(
      (ids) => profiles.findMany(ids),
      (profile) => profile.userId,
    ),
    address: createEntityLoader((ids) => addresses.findMany(ids)),
    addressPage: createChildPageLoader((ids, page) => addresses.pagesOfUsers(ids, page)),
    addressCount: createCountLoader((ids) => addresses.countsOfUsers(ids)),
    preferences: createKeyedLoader(
      (ids) => preferences.findMany(ids),
      (each) => each.userId,
    ),
    devicePage: createChildPageLoader((ids, page) => devices.pagesOfUsers(ids, page)),
    deviceCount: createCountLoader((ids) => devices.countsOfUsers(ids)),
  };
}

/**
 * The second lock on what hangs on an account: whoever holds a `User` has passed the first, and a mistake there does
 * not open this one. Throws {@link ForbiddenError}.
 */
export function requireVisible({ identity }: UserContext, userId: string): void {
  if (!maySee(identity, userId, 'profile')) throw new ForbiddenError();
}

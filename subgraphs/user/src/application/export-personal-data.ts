import { MAX_ADDRESSES, type Address } from '../domain/address.js';
import { MAX_DEVICES, type Device } from '../domain/device.js';
import type { OwnedPreferences } from '../ports/preferences-store.js';
import type { AddressStore } from '../ports/address-store.js';
import type { DeviceStore } from '../ports/device-store.js';
import type { PreferencesStore } from '../ports/preferences-store.js';
import type { ProfileStore } from '../ports/profile-store.js';
import type { Profile } from '../domain/profile.js';

/** Every row of `Rows` as JSON has it: times as ISO 8601 text. */
type Json<Row> = { readonly [Name in keyof Row]: Row[Name] extends Date ? string : Row[Name] };

/** Everything that this domain keeps of one person. */
export interface PersonalData {
  /** Null when there is none. */
  readonly profile: Json<Profile> | null;
  readonly addresses: readonly Json<Address>[];
  /** Null when never set. */
  readonly preferences: Json<OwnedPreferences> | null;
  readonly devices: readonly Json<Device>[];
  readonly exportedAt: string;
}

export interface ExportDependencies {
  readonly profiles: ProfileStore;
  readonly addresses: AddressStore;
  readonly preferences: PreferencesStore;
  readonly devices: DeviceStore;
  readonly now: () => Date;
}

export type ExportPersonalData = (userId: string) => Promise<PersonalData>;

export function createExportPersonalData({
  profiles,
  addresses,
  preferences,
  devices,
  now,
}: ExportDependencies): ExportPersonalData {
  const everything = (limit: number) => ({ limit, direction: 'forward', cursor: null }) as const;
  return async (userId) => {
    const [[profile], addressPages, [set], devicePages] = await Promise.all([
      profiles.findMany([userId]),
      addresses.pagesOfUsers([userId], everything(MAX_ADDRESSES)),
      preferences.findMany([userId]),
      devices.pagesOfUsers([userId], everything(MAX_DEVICES)),
    ]);
    return {
      profile: profile === undefined ? null : json(profile),
      addresses: (addressPages.get(userId) ?? []).map(json),
      preferences: set === undefined ? null : json(set),
      devices: (devicePages.get(userId) ?? []).map(json),
      exportedAt: now().toISOString(),
    };
  };
}

function json<Row extends object>(row: Row): Json<Row> {
  const entries = Object.entries(row).map(([name, value]: [string, unknown]) => [
    name,
    value instanceof Date ? value.toISOString() : value,
  ]);
  return Object.fromEntries(entries) as Json<Row>;
}

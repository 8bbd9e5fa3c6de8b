import type { Address } from '../domain/address.js';
import type { Device } from '../domain/device.js';
import type { Preferences } from '../domain/preferences.js';
import { displayName, type Profile } from '../domain/profile.js';
import type { AddressType } from './types/address-type.js';
import { DevicePlatformType, type DeviceType, type PreferencesType } from './types/settings-types.js';
import type { PublicProfileType, UserType } from './types/user-types.js';

/** An account as those see it who may see all of it. */
export function showUser({ userId, firstName, lastName, phone, version, createdAt }: Profile): UserType {
  return { id: userId, firstName, lastName, phone, profileVersion: version, createdAt };
}

/** An account whose profile has not been made yet, for its owner. */
export function showUserWithoutProfile(userId: string): UserType {
  return { id: userId, firstName: '', lastName: '', phone: null, profileVersion: 0, createdAt: null };
}

/** What everybody may see of an account, also of one that is gone. */
export function showPublicProfile(userId: string, profile: Profile | null): PublicProfileType {
  return { id: userId, displayName: displayName(profile) };
}

export function showAddress({
  userId,
  createdAt: _createdAt,
  updatedAt: _updatedAt,
  ...address
}: Address): AddressType {
  return { ...address, ownerId: userId };
}

export function showPreferences({
  emailNotifications,
  smsNotifications,
  pushNotifications,
  marketing,
  locale,
  currency,
  version,
}: Preferences): PreferencesType {
  return { emailNotifications, smsNotifications, pushNotifications, marketing, locale, currency, version };
}

export function showDevice({ id, platform, name, createdAt, lastSeenAt }: Device): DeviceType {
  return { id, platform: DevicePlatformType[platform], name, createdAt, lastSeenAt };
}

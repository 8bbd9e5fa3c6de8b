import type { PageRequest } from '@techally/subgraph-kit';
import type { Device } from '../domain/device.js';

/** The name of the one order of device lists (oldest first); part of every cursor. */
export const DEVICE_ORDER = 'DEVICES_OLDEST';

export type NewDevice = Pick<Device, 'id' | 'userId' | 'token' | 'platform' | 'name' | 'lastSeenAt'>;

/** Devices in the domain's database. */
export interface DeviceStore {
  /** Up to `page.limit + 1` devices of each account, oldest first. */
  pagesOfUsers(
    userIds: readonly string[],
    page: PageRequest,
  ): Promise<ReadonlyMap<string, readonly Device[]>>;
  countsOfUsers(userIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /**
   * Adds a device, or brings the account's device of this token up to date, and keeps the `keep` that were seen last.
   * Null when the account has no profile.
   */
  register(device: NewDevice, keep: number): Promise<Device | null>;
}

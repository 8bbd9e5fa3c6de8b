import { randomUUID } from 'node:crypto';
import { MAX_DEVICES, type Device } from '../domain/device.js';
import type { DeviceStore } from '../ports/device-store.js';
import { requireProfile } from './require-profile.js';

export type RegisterDevice = Pick<Device, 'userId' | 'token' | 'platform' | 'name'>;

/** Registers a device; one of the same token is brought up to date. Throws a `UserErrorException` without a profile. */
export type RegisterDeviceOperation = (input: RegisterDevice) => Promise<Device>;

export function createRegisterDevice(devices: DeviceStore, now: () => Date): RegisterDeviceOperation {
  return async ({ userId, token, platform, name }) =>
    requireProfile(
      await devices.register(
        {
          id: randomUUID(),
          userId,
          token: token.trim(),
          platform,
          name: name?.trim() ?? null,
          lastSeenAt: now(),
        },
        MAX_DEVICES,
      ),
    );
}

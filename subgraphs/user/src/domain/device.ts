export type DevicePlatform = 'IOS' | 'ANDROID' | 'WEB';

/** A phone, tablet or browser that takes push messages. */
export interface Device {
  /** UUID. */
  readonly id: string;
  readonly userId: string;
  /** Whoever knows it can send to the device; unique for each account. */
  readonly token: string;
  readonly platform: DevicePlatform;
  /** The owner's name for it. */
  readonly name: string | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
}

/** The most devices that are kept for an account; the one that was not seen for the longest time makes room. */
export const MAX_DEVICES = 50;

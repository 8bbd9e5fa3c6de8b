import type { ParcelStatus } from '../../ports/carrier.js';

/** What the sandbox remembers of a booking. */
export interface SandboxParcel {
  readonly bookedAt: Date;
  readonly cancelledAt: Date | null;
}

const STATIONS = ['BOOKED', 'SHIPPED', 'IN_TRANSIT', 'DELIVERED'] as const satisfies readonly ParcelStatus[];

/**
 * Where a parcel of the sandbox is: it moves one station on each time that `pace` has passed since it was booked.
 *
 * @param pace milliseconds
 */
export function sandboxParcelStatus(
  { bookedAt, cancelledAt }: SandboxParcel,
  pace: number,
  now: Date,
): ParcelStatus {
  if (cancelledAt !== null) return 'CANCELLED';
  const passed = Math.floor((now.getTime() - bookedAt.getTime()) / pace);
  return STATIONS[Math.min(Math.max(passed, 0), STATIONS.length - 1)] ?? 'DELIVERED';
}

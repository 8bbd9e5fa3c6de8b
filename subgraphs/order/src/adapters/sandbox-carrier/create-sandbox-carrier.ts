import type { Carrier } from '../../ports/carrier.js';
import type { Database } from '../prisma-client.js';
import { sandboxParcelStatus } from './sandbox-parcel-status.js';

/** The name by which administrators choose it. */
export const SANDBOX_CARRIER = 'Sandbox';

/** Milliseconds from one station to the next: a parcel arrives three minutes after it was booked. */
export const SANDBOX_PACE = 60_000;

export interface SandboxCarrierOptions {
  /** Its memory is the table `sandbox_parcels`, so that a restart forgets nothing. */
  readonly database: Database;
  /** Milliseconds from one station to the next: booked, collected, on its way, delivered. */
  readonly pace: number;
  readonly now: () => Date;
}

/**
 * A carrier that carries nothing: it takes bookings, and its parcels arrive by the clock. For demonstrations and tests
 * of what a shop does with a carrier that can be asked.
 */
export function createSandboxCarrier({ database, pace, now }: SandboxCarrierOptions): Carrier {
  const find = (shipmentId: string) => database.sandboxParcel.findUnique({ where: { shipmentId } });

  async function insert(shipmentId: string, cancelledAt: Date | null): Promise<void> {
    const parcel = {
      shipmentId,
      trackingNumber: trackingNumberOf(shipmentId),
      bookedAt: now(),
      cancelledAt,
    };
    await database.sandboxParcel.createMany({ data: [parcel], skipDuplicates: true });
  }

  return {
    name: SANDBOX_CARRIER,

    async book({ shipmentId }) {
      await insert(shipmentId, null);
      const parcel = await find(shipmentId);
      if (parcel === null) throw new Error(`The sandbox has lost the parcel ${shipmentId}.`);
      return parcel.cancelledAt === null
        ? { state: 'booked', trackingNumber: parcel.trackingNumber }
        : { state: 'cancelled' };
    },

    async cancel(shipmentId) {
      const time = now();
      // A row is left behind also where there was no booking, so that one that is still on its way is refused.
      await insert(shipmentId, time);
      const uncollected = { gt: new Date(time.getTime() - pace) };
      await database.sandboxParcel.updateMany({
        where: { shipmentId, cancelledAt: null, bookedAt: uncollected },
        data: { cancelledAt: time },
      });
      const parcel = await find(shipmentId);
      return parcel === null || parcel.cancelledAt !== null ? 'cancelled' : 'collected';
    },

    async track(shipmentId) {
      const parcel = await find(shipmentId);
      return parcel && sandboxParcelStatus(parcel, pace, now());
    },
  };
}

/** The same for the same shipment: `SB` and its id without hyphens. */
function trackingNumberOf(shipmentId: string): string {
  return `SB${shipmentId.replaceAll('-', '').toUpperCase()}`;
}

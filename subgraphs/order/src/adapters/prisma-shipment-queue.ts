import type { ShipmentQueue } from '../ports/shipment-queue.js';
import type { Database } from './prisma-client.js';

/** Finds the shipments in PostgreSQL about which a carrier is to be asked. */
export function createPrismaShipmentQueue(database: Database): ShipmentQueue {
  return {
    async claimDue(now, until, limit) {
      const rows = await database.$queryRaw<{ id: string }[]>`
        UPDATE shipments s SET carrier_check_at = ${until}
        WHERE s.id IN (
          SELECT id FROM shipments WHERE carrier_check_at <= ${now}
          ORDER BY carrier_check_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
        )
        RETURNING s.id`;
      return rows.map(({ id }) => id);
    },
  };
}

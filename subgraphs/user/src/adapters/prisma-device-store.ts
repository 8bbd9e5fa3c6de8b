import type { Device } from '../domain/device.js';
import { DEVICE_ORDER, type DeviceStore } from '../ports/device-store.js';
import { Prisma } from './generated/prisma/client.js';
import { beyondCursor, orderAndLimit, type TimeOrder } from './keyset.js';
import type { Database } from './prisma-client.js';
import { withLockedProfile } from './with-locked-profile.js';

const OLDEST: TimeOrder = {
  name: DEVICE_ORDER,
  time: Prisma.sql`d.created_at`,
  id: Prisma.sql`d.id`,
  first: 'oldest',
};

/** Devices in PostgreSQL. */
export function createPrismaDeviceStore(database: Database): DeviceStore {
  return {
    async pagesOfUsers(userIds, page) {
      const rows = await database.$queryRaw<Device[]>`
        SELECT device.* FROM unnest(${[...userIds]}::uuid[]) AS parent(id)
        CROSS JOIN LATERAL (
          SELECT d.id, d.user_id AS "userId", d.token, d.platform, d.name, d.created_at AS "createdAt", d.last_seen_at AS "lastSeenAt"
          FROM devices d
          WHERE d.user_id = parent.id AND ${beyondCursor(OLDEST, page)} ${orderAndLimit(OLDEST, page)}
        ) AS device`;
      return Map.groupBy(rows, (row) => row.userId);
    },

    async countsOfUsers(userIds) {
      const rows = await database.device.groupBy({
        by: ['userId'],
        where: { userId: { in: [...userIds] } },
        _count: true,
      });
      return new Map(rows.map((row) => [row.userId, row._count]));
    },

    register: ({ userId, token, platform, name, lastSeenAt, id }, keep) =>
      withLockedProfile(database, userId, async (tx) => {
        const device = await tx.device.upsert({
          where: { userId_token: { userId, token } },
          create: { id, userId, token, platform, name, lastSeenAt },
          update: { platform, name, lastSeenAt },
        });
        await tx.$executeRaw`
          DELETE FROM devices WHERE user_id = ${userId}::uuid AND id NOT IN (
            SELECT d.id FROM devices d WHERE d.user_id = ${userId}::uuid
            ORDER BY d.id = ${device.id}::uuid DESC, d.last_seen_at DESC LIMIT ${keep})`;
        return device;
      }),
  };
}

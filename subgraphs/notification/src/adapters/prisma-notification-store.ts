import { appendToOutbox } from '@techally/messaging';
import type { PageRequest } from '@techally/subgraph-kit';
import type { NotificationFilter, NotificationStore } from '../ports/notification-store.js';
import { Prisma } from './generated/prisma/client.js';
import { notificationPosition } from './notification-position.js';
import { notificationOfRow } from './notification-row.js';
import type { Database } from './prisma-client.js';

/** Notifications in PostgreSQL. */
export function createPrismaNotificationStore(database: Database): NotificationStore {
  return {
    async findMany(ids) {
      const rows = await database.notification.findMany({ where: { id: { in: [...ids] } } });
      return rows.map(notificationOfRow);
    },

    async page(filter, page) {
      const direction = page.direction === 'forward' ? 'desc' : 'asc';
      const rows = await database.notification.findMany({
        where: { AND: [condition(filter), beyondCursor(page)] },
        orderBy: [{ createdAt: direction }, { id: direction }],
        take: page.limit + 1,
      });
      return rows.map(notificationOfRow);
    },

    count: (filter) => database.notification.count({ where: condition(filter) }),

    async markRead(id, userId, now) {
      await database.notification.updateMany({
        where: { id, userId, readAt: null, body: { not: null } },
        data: { readAt: now },
      });
      const row = await database.notification.findFirst({ where: { id, userId, body: { not: null } } });
      return row && notificationOfRow(row);
    },

    async requeue({ id, status, resends }, { now, ...change }, messages) {
      return database.$transaction(async (tx) => {
        const [row] = await tx.notification.updateManyAndReturn({
          // Between the look and here it may have been queued by somebody else, erased, or lost its secret.
          where: {
            AND: [
              { id, status, resends },
              { OR: [{ body: { not: null } }, { values: { not: Prisma.DbNull } }] },
              { OR: [{ expiresAt: null }, { secretText: { not: null } }] },
            ],
          },
          data: { ...change, status: 'QUEUED', attempts: 0, nextAttemptAt: now },
        });
        if (row === undefined) return null;
        await appendToOutbox(tx, messages);
        return notificationOfRow(row);
      });
    },
  };
}

function condition({
  userId,
  status,
  template,
  unread,
  written,
}: NotificationFilter): Prisma.NotificationWhereInput {
  return {
    ...(userId === undefined ? {} : { userId }),
    ...(status === undefined ? {} : { status }),
    ...(template === undefined ? {} : { template }),
    ...(unread === undefined ? {} : { readAt: null }),
    ...(written === undefined ? {} : { body: { not: null } }),
  };
}

function beyondCursor(page: PageRequest): Prisma.NotificationWhereInput {
  if (page.cursor === null) return {};
  const { createdAt, id } = notificationPosition(page.cursor);
  const beyond = page.direction === 'forward' ? 'lt' : 'gt';
  return { OR: [{ createdAt: { [beyond]: createdAt } }, { createdAt, id: { [beyond]: id } }] };
}

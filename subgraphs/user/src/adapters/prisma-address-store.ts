import type { Address } from '../domain/address.js';
import { ADDRESS_ORDER, type AddressBook, type AddressStore } from '../ports/address-store.js';
import { Prisma } from './generated/prisma/client.js';
import { beyondCursor, orderAndLimit, type TimeOrder } from './keyset.js';
import type { Database, Transaction } from './prisma-client.js';
import { withLockedProfile } from './with-locked-profile.js';

const OLDEST: TimeOrder = {
  name: ADDRESS_ORDER,
  time: Prisma.sql`a.created_at`,
  id: Prisma.sql`a.id`,
  first: 'oldest',
};

/** Addresses in PostgreSQL. */
export function createPrismaAddressStore(database: Database): AddressStore {
  return {
    findMany: (ids) => database.address.findMany({ where: { id: { in: [...ids] } } }),

    async pagesOfUsers(userIds, page) {
      const rows = await database.$queryRaw<Address[]>`
        SELECT address.* FROM unnest(${[...userIds]}::uuid[]) AS parent(id)
        CROSS JOIN LATERAL (
          SELECT a.id, a.user_id AS "userId", a.label, a.recipient, a.line1, a.line2, a.city, a.state,
                 a.postal_code AS "postalCode", a.country_code AS "countryCode", a.is_default AS "isDefault", a.version,
                 a.created_at AS "createdAt", a.updated_at AS "updatedAt"
          FROM addresses a
          WHERE a.user_id = parent.id AND ${beyondCursor(OLDEST, page)} ${orderAndLimit(OLDEST, page)}
        ) AS address`;
      return Map.groupBy(rows, (row) => row.userId);
    },

    async countsOfUsers(userIds) {
      const rows = await database.address.groupBy({
        by: ['userId'],
        where: { userId: { in: [...userIds] } },
        _count: true,
      });
      return new Map(rows.map((row) => [row.userId, row._count]));
    },

    change: (userId, work) =>
      withLockedProfile(database, userId, (tx) => work(createAddressBook(tx, userId))),
  };
}

function createAddressBook(tx: Transaction, userId: string): AddressBook {
  return {
    all: () => tx.address.findMany({ where: { userId } }),
    insert: (address) => tx.address.create({ data: { ...address, userId } }),
    update: (id, change) =>
      tx.address.update({ where: { id, userId }, data: { ...change, version: { increment: 1 } } }),
    async delete(id) {
      await tx.address.delete({ where: { id, userId } });
    },
  };
}

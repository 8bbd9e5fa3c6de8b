import type { Profile } from '../domain/profile.js';
import { PROFILE_ORDER, type ProfileFilter, type ProfileStore } from '../ports/profile-store.js';
import { Prisma } from './generated/prisma/client.js';
import { beyondCursor, orderAndLimit, type TimeOrder } from './keyset.js';
import { createPrismaAccountTransaction } from './prisma-account-transaction.js';
import type { Database } from './prisma-client.js';

const NEWEST: TimeOrder = {
  name: PROFILE_ORDER,
  time: Prisma.sql`p.created_at`,
  id: Prisma.sql`p.user_id`,
  first: 'newest',
};

/** Profiles in PostgreSQL. */
export function createPrismaProfileStore(database: Database): ProfileStore {
  return {
    findMany: (userIds) => database.profile.findMany({ where: { userId: { in: [...userIds] } } }),

    page: (filter, page) => database.$queryRaw<Profile[]>`
      SELECT p.user_id AS "userId", p.first_name AS "firstName", p.last_name AS "lastName", p.phone, p.version,
             p.created_at AS "createdAt", p.updated_at AS "updatedAt"
      FROM profiles p WHERE ${condition(filter)} AND ${beyondCursor(NEWEST, page)} ${orderAndLimit(NEWEST, page)}`,

    async count(filter) {
      const [row] = await database.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM profiles p WHERE ${condition(filter)}`;
      return row?.count ?? 0;
    },

    ensure: (profile) =>
      database.$transaction((tx) => createPrismaAccountTransaction(tx).ensureProfile(profile)),

    async update(userId, version, change) {
      const [profile] = await database.profile.updateManyAndReturn({
        where: { userId, version },
        data: { ...change, version: { increment: 1 } },
      });
      return profile ?? null;
    },

    async wasDeleted(userId) {
      return (await database.deletedAccount.count({ where: { userId } })) > 0;
    },
  };
}

function condition({ namePrefix }: ProfileFilter): Prisma.Sql {
  if (namePrefix === undefined) return Prisma.sql`TRUE`;
  const pattern = `${namePrefix.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
  // These expressions are indexed as they stand here.
  return Prisma.sql`(lower(p.first_name || ' ' || p.last_name) LIKE lower(${pattern}) OR lower(p.last_name) LIKE lower(${pattern}))`;
}

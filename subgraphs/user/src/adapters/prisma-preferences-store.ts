import type { PreferencesStore } from '../ports/preferences-store.js';
import type { Database } from './prisma-client.js';
import { withLockedProfile } from './with-locked-profile.js';

/** The columns that the domain knows. */
const SELECTED = {
  userId: true,
  emailNotifications: true,
  smsNotifications: true,
  pushNotifications: true,
  marketing: true,
  locale: true,
  currency: true,
  version: true,
} as const;

/** Preferences in PostgreSQL. */
export function createPrismaPreferencesStore(database: Database): PreferencesStore {
  return {
    findMany: (userIds) =>
      database.preferences.findMany({ where: { userId: { in: [...userIds] } }, select: SELECTED }),

    change: (userId, next) =>
      withLockedProfile(database, userId, async (tx) => {
        const current = await tx.preferences.findUnique({ where: { userId }, select: SELECTED });
        const { emailNotifications, smsNotifications, pushNotifications, marketing, locale, currency } =
          next(current);
        const data = { emailNotifications, smsNotifications, pushNotifications, marketing, locale, currency };
        const version = (current?.version ?? 0) + 1;
        const where = { userId };
        return tx.preferences.upsert({
          where,
          create: { userId, version, ...data },
          update: { version, ...data },
          select: SELECTED,
        });
      }),
  };
}

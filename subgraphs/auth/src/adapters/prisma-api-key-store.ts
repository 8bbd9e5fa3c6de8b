import type { ApiKey } from '../domain/api-key.js';
import type { ApiKeyStore } from '../ports/api-key-store.js';
import { API_KEY_ORDER } from '../ports/api-key-store.js';
import { accountOfRow } from './account-row.js';
import { auditRow } from './audit-row.js';
import type { ApiKey as ApiKeyRow } from './generated/prisma/client.js';
import { newestFirst } from './newest-first.js';
import type { Database } from './prisma-client.js';

/** API keys in PostgreSQL. */
export function createPrismaApiKeyStore(database: Database): ApiKeyStore {
  return {
    async findMany(ids) {
      return (await database.apiKey.findMany({ where: { id: { in: [...ids] } } })).map(apiKeyOfRow);
    },

    async findByHash(hash) {
      const row = await database.apiKey.findUnique({ where: { hash }, include: { account: true } });
      return row && { key: apiKeyOfRow(row), owner: accountOfRow(row.account) };
    },

    async page(filter, page) {
      const { where, orderBy, take } = newestFirst(API_KEY_ORDER, 'createdAt', page);
      return (await database.apiKey.findMany({ where: { AND: [filter, where] }, orderBy, take })).map(
        apiKeyOfRow,
      );
    },

    count: (filter) => database.apiKey.count({ where: filter }),

    async insert({ scopes, ...key }, audit) {
      return database.$transaction(async (tx) => {
        const row = await tx.apiKey.create({ data: { ...key, scopes: [...scopes] } });
        await tx.auditEntry.create({ data: auditRow(audit) });
        return apiKeyOfRow(row);
      });
    },

    async revoke(id, at, audit) {
      return database.$transaction(async (tx) => {
        const [row] = await tx.apiKey.updateManyAndReturn({
          where: { id, revokedAt: null },
          data: { revokedAt: at },
        });
        if (row === undefined) return null;
        await tx.auditEntry.create({ data: auditRow(audit) });
        return apiKeyOfRow(row);
      });
    },

    async touch(id, at, unlessAfter) {
      await database.apiKey.updateMany({
        where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: unlessAfter } }] },
        data: { lastUsedAt: at },
      });
    },
  };
}

function apiKeyOfRow({
  id,
  prefix,
  name,
  accountId,
  scopes,
  createdAt,
  expiresAt,
  revokedAt,
  lastUsedAt,
}: ApiKeyRow): ApiKey {
  return { id, prefix, name, accountId, scopes, createdAt, expiresAt, revokedAt, lastUsedAt };
}

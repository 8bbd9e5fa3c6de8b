import type { JWK } from 'jose';
import type { SigningKeyStore, StoredSigningKey } from '../ports/signing-key-store.js';
import type { SigningKey as SigningKeyRow } from './generated/prisma/client.js';
import type { Database, Transaction } from './prisma-client.js';

/** Held while a key is appointed; scoped to the database. */
const SIGNING_KEY_LOCK = 0x6b657973; // "keys"

/** Signing keys in PostgreSQL. */
export function createPrismaSigningKeyStore(database: Database): SigningKeyStore {
  return {
    list: () => list(database),

    async appoint(make) {
      return database.$transaction(async (tx) => {
        // Replicas that start at once wait here for the first one, and then see its key.
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SIGNING_KEY_LOCK})`;
        const key = await make(await list(tx));
        if (key !== null) {
          await tx.signingKey.updateMany({
            where: { OR: [{ retiredAt: null }, { retiredAt: { gt: key.activeFrom } }] },
            data: { retiredAt: key.activeFrom },
          });
          await tx.signingKey.create({
            data: { ...key, publicJwk: key.publicJwk },
          });
        }
        return list(tx);
      });
    },
  };
}

async function list(database: Database | Transaction): Promise<readonly StoredSigningKey[]> {
  return (await database.signingKey.findMany({ orderBy: { createdAt: 'asc' } })).map(keyOfRow);
}

function keyOfRow(row: SigningKeyRow): StoredSigningKey {
  return { ...row, publicJwk: row.publicJwk as JWK };
}

import { CURRENCY_CODE } from '@techally/money';
import { learnProducts } from './prisma-catalogue.js';
import { createDatabase } from './prisma-client.js';

/** A product of a seed, as the read model of this domain keeps it. */
export interface SeedProduct {
  /** UUID. */
  readonly id: string;
  readonly name: string;
  readonly priceCents: number;
  readonly version: number;
}

/** Rows of one statement. */
const BATCH = 1_000;

/**
 * Fills the read model of products without waiting for messages. May be repeated: what is known in the same or a
 * newer version stays as it is.
 */
export async function seedProducts(databaseUrl: string, products: readonly SeedProduct[]): Promise<void> {
  const database = createDatabase({ databaseUrl });
  try {
    for (let start = 0; start < products.length; start += BATCH) {
      const batch = products.slice(start, start + BATCH);
      await learnProducts(
        database,
        batch.map(({ id, name, priceCents, version }) => ({
          id,
          name,
          priceCents,
          version,
          currencyCode: CURRENCY_CODE,
          archived: false,
        })),
      );
    }
  } finally {
    await database.$disconnect();
  }
}

import { createDatabase } from './adapters/prisma-client.js';
import { insertMissingStock } from './adapters/insert-missing-stock.js';

export interface StockSeed {
  /** UUID. */
  readonly productId: string;
  /** Pieces to begin with; 0 or more. */
  readonly onHand: number;
}

/**
 * Opens the stock of many products at once. Products that have stock already keep it, so seeding twice changes
 * nothing. Sends no messages. Returns how many products were new.
 */
export async function seedStock(databaseUrl: string, items: readonly StockSeed[]): Promise<number> {
  const database = createDatabase({ databaseUrl });
  try {
    return await insertMissingStock(database, items);
  } finally {
    await database.$disconnect();
  }
}

import type { MessageByType } from '@techally/contracts';
import type { InventoryTransaction } from '../ports/inventory-transaction.js';
import { stockAdjusted } from './inventory-messages.js';

/** Opens the stock of a new product. Stock that is there already is left as it is. */
export async function openStock(
  inventory: InventoryTransaction,
  created: MessageByType<'ProductCreated'>,
): Promise<void> {
  const stock = await inventory.insertStock(
    created.data.productId.toLowerCase(),
    created.data.initialStock ?? 0,
  );
  if (stock !== null) await inventory.write({ messages: [stockAdjusted(stock, created)] });
}

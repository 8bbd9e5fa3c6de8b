import type { TransactionalMessageHandlers } from '@techally/messaging';
import { commitInventory } from '../application/commit-inventory.js';
import { openStock } from '../application/open-stock.js';
import { releaseInventory } from '../application/release-inventory.js';
import { reserveInventory } from '../application/reserve-inventory.js';
import type { InventoryTransaction } from '../ports/inventory-transaction.js';

/** What the inventory does about each message. `inventoryOf` makes the port of the transaction that holds the inbox row. */
export function createMessageHandlers<Tx>(
  inventoryOf: (tx: Tx) => InventoryTransaction,
): TransactionalMessageHandlers<'inventory', Tx> {
  return {
    ProductCreated: (message, tx) => openStock(inventoryOf(tx), message),
    ReserveInventory: (message, tx) => reserveInventory(inventoryOf(tx), message),
    ReleaseInventory: (message, tx) => releaseInventory(inventoryOf(tx), message),
    CommitInventory: (message, tx) => commitInventory(inventoryOf(tx), message),
  };
}

import type { MessageByType } from '@techally/contracts';
import { EventHandler } from '@techally/messaging';
import { commitInventory } from '../application/commit-inventory.js';
import { openStock } from '../application/open-stock.js';
import { releaseInventory } from '../application/release-inventory.js';
import { reserveInventory } from '../application/reserve-inventory.js';
import type { InventoryTransaction } from '../ports/inventory-transaction.js';

/** What the inventory does about each message. */
export class MessageHandlers<Tx> {
  /** @param inventoryOf Makes the port of the transaction that holds the inbox row. */
  constructor(private readonly inventoryOf: (tx: Tx) => InventoryTransaction) {}

  @EventHandler('ProductCreated')
  async open(message: MessageByType<'ProductCreated'>, tx: Tx): Promise<void> {
    await openStock(this.inventoryOf(tx), message);
  }

  @EventHandler('ReserveInventory')
  async reserve(message: MessageByType<'ReserveInventory'>, tx: Tx): Promise<void> {
    await reserveInventory(this.inventoryOf(tx), message);
  }

  @EventHandler('ReleaseInventory')
  async release(message: MessageByType<'ReleaseInventory'>, tx: Tx): Promise<void> {
    await releaseInventory(this.inventoryOf(tx), message);
  }

  @EventHandler('CommitInventory')
  async commit(message: MessageByType<'CommitInventory'>, tx: Tx): Promise<void> {
    await commitInventory(this.inventoryOf(tx), message);
  }
}

import type { AuditActor } from '@techally/subgraph-kit';
import { auditRecorded, ErrorCode, isUuid, refuse } from '@techally/subgraph-kit';
import { stockAfter } from '../domain/change-stock.js';
import { availableOf, MAX_ON_HAND, type StockItem } from '../domain/stock-item.js';
import { IdempotencyCollisionError } from '../ports/inventory-transaction.js';
import type { InventoryTransaction, UnitOfWork } from '../ports/inventory-transaction.js';
import { stockAdjusted } from './inventory-messages.js';

export interface AdjustStock {
  readonly productId: string;
  /** Pieces that came (positive) or went (negative). */
  readonly delta: number;
  readonly reason: string | null;
  /** When given, the stock must still be at this version. */
  readonly version: number | null;
  /** The same administrator's second call with it changes nothing. */
  readonly idempotencyKey: string;
  /** The administrator. */
  readonly actor: AuditActor;
}

/** Changes to the stock by an administrator, each with its audit record. Throws a `UserErrorException` for what the input has wrong. */
export interface StockManagement {
  adjust(input: AdjustStock): Promise<StockItem>;
}

export interface StockManagementDependencies {
  readonly work: UnitOfWork;
  /** Called after a commit that wrote messages. */
  readonly wakeOutbox: () => void;
}

export function createStockManagement({ work, wakeOutbox }: StockManagementDependencies): StockManagement {
  return {
    async adjust(input) {
      const attempt = () => work.transact((inventory) => adjustStock(inventory, input));
      const stock = await attempt().catch((error: unknown) => {
        // Two calls with one key for different products lock different rows and meet at the key only.
        if (error instanceof IdempotencyCollisionError) return attempt();
        throw error;
      });
      wakeOutbox();
      return stock;
    },
  };
}

async function adjustStock(inventory: InventoryTransaction, input: AdjustStock): Promise<StockItem> {
  const { delta, reason, version, idempotencyKey, actor } = input;
  const { userId: actorId } = actor;
  const productId = input.productId.toLowerCase();
  if (delta === 0) refuse(ErrorCode.INVALID_INPUT, 'The change is not 0.', 'delta');
  const [stock] = isUuid(productId) ? await inventory.lockStock([productId]) : [];
  if (stock === undefined) refuse(ErrorCode.NOT_FOUND, 'There is no stock of such a product.', 'productId');

  const past = await inventory.findAdjustment(actorId, idempotencyKey);
  if (past !== null) {
    const same = past.productId === productId && past.onHandDelta === delta && past.note === reason;
    return same
      ? stock
      : refuse(ErrorCode.IDEMPOTENCY_KEY_REUSED, 'The key was used for another change.', 'idempotencyKey');
  }
  if (version !== null && version !== stock.version) {
    refuse(ErrorCode.VERSION_CONFLICT, 'The stock changed since you read it.', 'version');
  }
  if (availableOf(stock) + delta < 0) {
    refuse(
      ErrorCode.OUT_OF_STOCK,
      `Orders hold ${String(stock.reserved)} of ${String(stock.onHand)} pieces.`,
      'delta',
    );
  }
  if (stock.onHand + delta > MAX_ON_HAND) {
    refuse(ErrorCode.INVALID_INPUT, 'The stock is a thousand million at most.', 'delta');
  }
  const change = {
    productId,
    onHandDelta: delta,
    reservedDelta: 0,
    reason: 'ADJUSTMENT',
    note: reason,
    actorId,
    idempotencyKey,
  } as const;
  const [adjusted] = stockAfter([stock], [change]);
  if (adjusted === undefined) throw new Error(`The change of ${productId} is not about it.`);
  const [written] = await inventory.write({
    stock: [change],
    messages: [
      stockAdjusted(adjusted),
      auditRecorded(actor, {
        action: 'ADJUST_STOCK',
        targetId: productId,
        before: { onHand: stock.onHand, version: stock.version },
        after: { onHand: adjusted.onHand, version: adjusted.version, delta, reason },
      }),
    ],
  });
  return written ?? adjusted;
}

import type { AnyMessage, Message } from '@techally/contracts';
import {
  createMessage,
  InventoryCommitted,
  InventoryRejected,
  InventoryReleased,
  InventoryReserved,
} from '@techally/contracts';

type State = 'NONE' | 'ACTIVE' | 'COMMITTED' | 'RELEASED' | 'EXPIRED' | 'REJECTED';

/**
 * The inventory's side of one order's reservation: as its contract says, with chance for what it does not say. A
 * forgetful one does not remember that an order was given up before it came to it.
 */
export interface SimulatedInventory {
  readonly state: State;
  handle(command: AnyMessage): readonly Message[];
  /** Lets the reservation run out if its time is over. */
  expire(now: Date): readonly Message[];
}

export function createSimulatedInventory(
  orderId: string,
  chance: (probability: number) => boolean,
  forgetful = false,
): SimulatedInventory {
  let state: State = 'NONE';
  let expiresAt = new Date(0);
  let items: { productId: string; quantity: number }[] = [];
  const released = () => createMessage(InventoryReleased, { aggregateId: orderId, data: { orderId } });
  const committed = () => createMessage(InventoryCommitted, { aggregateId: orderId, data: { orderId } });
  const reserved = () => createMessage(InventoryReserved, { aggregateId: orderId, data: { orderId, items } });
  const rejected = () => {
    const shortages = items.map(({ productId, quantity }) => ({
      productId,
      requested: quantity,
      available: 0,
    }));
    return createMessage(InventoryRejected, { aggregateId: orderId, data: { orderId, shortages } });
  };

  return {
    get state() {
      return state;
    },
    handle(command) {
      if (command.type === 'ReserveInventory') {
        if (items.length === 0) items = command.data.items;
        if (state === 'NONE') {
          state = chance(0.85) ? 'ACTIVE' : 'REJECTED';
          expiresAt = new Date(command.data.expiresAt);
        }
        return [state === 'ACTIVE' || state === 'COMMITTED' ? reserved() : rejected()];
      }
      if (command.type === 'ReleaseInventory') {
        // Also an expired one: a CommitInventory that was overtaken must not sell it any more.
        if (state !== 'REJECTED' && !(forgetful && state === 'NONE')) state = 'RELEASED';
        return [released()];
      }
      if (command.type !== 'CommitInventory') return [];
      if (state === 'ACTIVE') state = 'COMMITTED';
      if (state === 'EXPIRED' && chance(0.5)) state = 'COMMITTED';
      if (state === 'COMMITTED') return [committed()];
      return [state === 'EXPIRED' ? rejected() : released()];
    },
    expire(now) {
      if (state !== 'ACTIVE' || expiresAt > now) return [];
      state = 'EXPIRED';
      return [released()];
    },
  };
}

import { createPeriodicTask, type PeriodicTask } from '@techally/messaging';
import type { CartStore } from '../ports/cart-store.js';
import type { IdempotencyKeyStore } from '../ports/idempotency-key-store.js';

/** How long a guest's cart is kept after its last change, in milliseconds: 30 days. */
export const GUEST_CART_LIFETIME = 30 * 24 * 60 * 60_000;

/** How long an idempotency key is remembered, in milliseconds: 30 days. Those of checkouts stay with their orders. */
export const IDEMPOTENCY_KEY_LIFETIME = 30 * 24 * 60 * 60_000;

/** Milliseconds between two clean-ups. */
const INTERVAL = 60 * 60_000;

export interface HousekeepingDependencies {
  readonly carts: Pick<CartStore, 'deleteAbandoned'>;
  readonly keys: IdempotencyKeyStore;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
}

/** Deletes what nobody will ask for any more, once an hour; any number of replicas may. */
export function createHousekeeping({ carts, keys, now, onError }: HousekeepingDependencies): PeriodicTask {
  const ago = (lifetime: number) => new Date(now().getTime() - lifetime);
  return createPeriodicTask({
    interval: INTERVAL,
    onError,
    async task() {
      // Neither waits for the other's success.
      await carts.deleteAbandoned(ago(GUEST_CART_LIFETIME)).catch(onError);
      await keys.deleteOlder(ago(IDEMPOTENCY_KEY_LIFETIME)).catch(onError);
    },
  });
}

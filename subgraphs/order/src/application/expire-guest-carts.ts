import type { CartStore } from '../ports/cart-store.js';

/** How long a guest's cart is kept after its last change, in milliseconds: 30 days. */
export const GUEST_CART_LIFETIME = 30 * 24 * 60 * 60_000;

/** Milliseconds between two clean-ups. */
const INTERVAL = 60 * 60_000;

export interface GuestCartExpiry {
  start(): void;
  stop(): Promise<void>;
}

/** Deletes the carts of guests who have not come back, once an hour; any number of replicas may. */
export function createGuestCartExpiry(
  carts: CartStore,
  now: () => Date,
  onError: (error: unknown) => void,
): GuestCartExpiry {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> | undefined;

  function run(): void {
    running ??= carts
      .deleteAbandoned(new Date(now().getTime() - GUEST_CART_LIFETIME))
      .catch(onError)
      .finally(() => (running = undefined));
  }

  return {
    start() {
      timer ??= setInterval(run, INTERVAL);
    },
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

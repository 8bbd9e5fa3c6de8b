import { InsistentCustomer } from '../harness/insistent-customer.js';
import type { Random } from '../harness/random.js';

/** Sandbox cards, as often as they are used: most pay, some are declined, some leave the shop without an answer. */
const CARDS = [
  ...Array<string>(14).fill('tok_visa'),
  'tok_chargeDeclined',
  'tok_insufficientFunds',
  'tok_timeoutCharged',
  'tok_timeoutNotCharged',
];
/** How often a customer cancels an order that was accepted; the first one always. */
const CANCELLED = 0.15;

/** A customer who buys this and that, and sometimes thinks better of it. */
export class Shopper {
  #hasCancelled = false;

  private constructor(private readonly customer: InsistentCustomer) {}

  static async register(url: string, name: string): Promise<Shopper> {
    return new Shopper(await InsistentCustomer.register(url, name));
  }

  /** Places an order. @returns Its id; null when it was refused. */
  async order(random: Random, productIds: readonly string[]): Promise<string | null> {
    const productId = random.pick(productIds);
    const quantity = 1 + random.below(3);
    const card = random.pick(CARDS);
    const cancels = random.chance(CANCELLED);
    const orderId = await this.customer.buy({ productId, quantity, card });
    if (orderId !== null && (cancels || !this.#hasCancelled)) {
      this.#hasCancelled = true;
      await this.customer.cancel(orderId);
    }
    return orderId;
  }
}

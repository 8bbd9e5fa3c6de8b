import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@techally/client';
import { createClient } from '@techally/client';
import {
  AddAddressDocument,
  AddToCartDocument,
  CancelOrderDocument,
  CheckoutDocument,
  LoginDocument,
  RegisterDocument,
  RemoveFromCartDocument,
} from '@techally/client-storefront';
import { EXAMPLE_ADDRESS } from '../harness/place-order.js';
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
/** Milliseconds before a customer tries again; whoever is not answered within the second is away. */
const PATIENCE = 250;
const ANSWER_TIMEOUT = 15_000;

/** A customer who keeps asking until there is an answer, with the same idempotency key. */
export class Shopper {
  #hasCancelled = false;

  private constructor(
    private readonly client: Client,
    private readonly addressId: string,
  ) {}

  static async register(url: string, name: string): Promise<Shopper> {
    const anonymous = createClient({
      url,
      fetch: (address, init) => fetch(address, { ...init, signal: AbortSignal.timeout(ANSWER_TIMEOUT) }),
    });
    const email = `${name}-${randomUUID()}@example.com`;
    const password = 'Passw0rdX';
    await anonymous.request(RegisterDocument, {
      input: { email, password, firstName: 'Ann', lastName: 'Bee' },
    });
    const { login } = await anonymous.request(LoginDocument, { input: { email, password } });
    const client = anonymous.withToken(login.accessToken ?? '');
    const { addAddress } = await client.request(AddAddressDocument, {
      input: EXAMPLE_ADDRESS,
    });
    return new Shopper(client, addAddress.address?.id ?? '');
  }

  /** Places an order. @returns Its id; null when it was refused. */
  async order(random: Random, productIds: readonly string[]): Promise<string | null> {
    const input = { productId: random.pick(productIds), quantity: 1 + random.below(3) };
    const token = random.pick(CARDS);
    const cancels = random.chance(CANCELLED);
    const idempotencyKey = randomUUID();
    await insist(() => this.client.request(AddToCartDocument, { input }));
    const { checkout } = await insist(() =>
      this.client.request(CheckoutDocument, {
        input: { idempotencyKey, shippingAddressId: this.addressId, paymentMethod: { token } },
      }),
    );
    if (checkout.order == null) {
      // Or the next order would ask for it, too.
      const { productId } = input;
      await insist(() => this.client.request(RemoveFromCartDocument, { input: { productId } }));
      return null;
    }
    const orderId = checkout.order.id;
    if (cancels || !this.#hasCancelled) {
      this.#hasCancelled = true;
      await insist(() => this.client.request(CancelOrderDocument, { input: { orderId } }));
    }
    return orderId;
  }
}

/** Tries until there is an answer. Refusals are answers; errors and silence are not. */
async function insist<Result>(ask: () => Promise<Result>): Promise<Result> {
  const end = Date.now() + 180_000;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > end) throw error;
      await delay(PATIENCE);
    }
  }
}

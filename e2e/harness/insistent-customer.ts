import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@techally/client';
import { createClient } from '@techally/client';
import {
  AddAddressDocument,
  CancelOrderDocument,
  CheckoutDocument,
  LoginDocument,
  RegisterDocument,
  RemoveFromCartDocument,
  SetCartItemDocument,
} from '@techally/client-storefront';
import { EXAMPLE_ADDRESS } from './place-order.js';
import type { OrderOptions } from './place-order.js';

/** Milliseconds before a customer tries again; whoever is not answered within the second is away. */
const PATIENCE = 250;
const ANSWER_TIMEOUT = 15_000;
/** Milliseconds after which a customer signs in again: less than an access token holds. */
const SESSION_TIME = 300_000;

/** A customer who keeps asking until there is an answer, with the same idempotency key. */
export class InsistentCustomer {
  #session: { readonly client: Client; readonly since: number } | undefined;
  #addressId = '';

  private constructor(
    private readonly anonymous: Client,
    private readonly email: string,
    private readonly password: string,
  ) {}

  static async register(url: string, name: string): Promise<InsistentCustomer> {
    const anonymous = createClient({
      url,
      fetch: (address, init) => fetch(address, { ...init, signal: AbortSignal.timeout(ANSWER_TIMEOUT) }),
    });
    const email = `${name}-${randomUUID()}@example.com`;
    const password = 'Passw0rdX';
    await anonymous.request(RegisterDocument, {
      input: { email, password, firstName: 'Ann', lastName: 'Bee' },
    });
    const customer = new InsistentCustomer(anonymous, email, password);
    const client = await customer.#client();
    const { addAddress } = await client.request(AddAddressDocument, { input: EXAMPLE_ADDRESS });
    customer.#addressId = addAddress.address?.id ?? '';
    return customer;
  }

  /** Places an order. @returns Its id; null when it was refused. */
  async buy({ productId, quantity, card = 'tok_visa' }: OrderOptions): Promise<string | null> {
    const idempotencyKey = randomUUID();
    const client = await insist(() => this.#client());
    // Not `addToCart`, which adds again when a service that shows the product is away and the answer is an error.
    await insist(() => client.request(SetCartItemDocument, { input: { productId, quantity } }));
    const { checkout } = await insist(() =>
      client.request(CheckoutDocument, {
        input: { idempotencyKey, shippingAddressId: this.#addressId, paymentMethod: { token: card } },
      }),
    );
    if (checkout.order != null) return checkout.order.id;
    // Or the next order would ask for it, too.
    await insist(() => client.request(RemoveFromCartDocument, { input: { productId } }));
    return null;
  }

  async cancel(orderId: string): Promise<void> {
    const input = { idempotencyKey: randomUUID(), orderId };
    const client = await insist(() => this.#client());
    await insist(() => client.request(CancelOrderDocument, { input }));
  }

  async #client(): Promise<Client> {
    if (this.#session !== undefined && Date.now() < this.#session.since + SESSION_TIME)
      return this.#session.client;
    const { email, password } = this;
    const { login } = await this.anonymous.request(LoginDocument, { input: { email, password } });
    const client = this.anonymous.withToken(login.accessToken ?? '');
    this.#session = { client, since: Date.now() };
    return client;
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

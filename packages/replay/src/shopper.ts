import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@techally/client';
import { GraphQLClientError } from '@techally/client';
import {
  AddAddressDocument,
  AddToCartDocument,
  CartDocument,
  CheckoutDocument,
  LoginDocument,
  OrderDocument,
  RegisterDocument,
  RemoveFromCartDocument,
} from '@techally/client-storefront';
import type { SuperstoreAddress, SuperstoreCustomer, SuperstoreOrder } from '@techally/superstore';

/** Thrown when the shop does not do what an order of the table needs; the message says which and why. */
export class ReplayError extends Error {
  readonly code = 'REPLAY_FAILED';
}

/** One customer of the table, shopping through the public API. */
export interface Shopper {
  /** Fills the cart, checks out, and waits until the order is confirmed. Safe to repeat after a crash at any point. */
  place(order: SuperstoreOrder): Promise<void>;
}

const CONFIRMED = new Set(['CONFIRMED', 'SHIPPED', 'DELIVERED']);
const CONFIRM_TIMEOUT = 60_000;

/** Signs a customer in, after registering the account if there is none yet. */
export async function createShopper(anonymous: Client, customer: SuperstoreCustomer): Promise<Shopper> {
  const { email, firstName, lastName } = customer;
  const password = `Superstore1${customer.sourceId}`;
  const { register } = await retried(() =>
    anonymous.request(RegisterDocument, { input: { email, password, firstName, lastName } }),
  );
  const refusals = register.userErrors.filter(({ code }) => code !== 'EMAIL_TAKEN');
  if (refusals.length > 0) throw new ReplayError(`${email} could not register: ${describe(refusals)}`);
  const { login } = await retried(() => anonymous.request(LoginDocument, { input: { email, password } }));
  if (login.accessToken == null)
    throw new ReplayError(`${email} could not log in: ${describe(login.userErrors)}`);
  const client = anonymous.withToken(login.accessToken);
  const addressIds = new Map<string, string>();

  async function addressId(address: SuperstoreAddress): Promise<string> {
    const key = JSON.stringify(address);
    const known = addressIds.get(key);
    if (known !== undefined) return known;
    const { addAddress } = await retried(() =>
      client.request(AddAddressDocument, {
        input: {
          label: address.city,
          recipient: `${firstName} ${lastName}`,
          line1: address.street,
          city: address.city,
          state: address.state,
          postalCode: address.postalCode,
          countryCode: address.countryCode,
        },
      }),
    );
    if (addAddress.address == null)
      throw new ReplayError(`${email} could not add an address: ${describe(addAddress.userErrors)}`);
    addressIds.set(key, addAddress.address.id);
    return addAddress.address.id;
  }

  async function emptyCart(): Promise<void> {
    const { cart } = await retried(() => client.request(CartDocument, {}));
    for (const { product } of cart?.items ?? []) {
      await retried(() => client.request(RemoveFromCartDocument, { input: { productId: product.id } }));
    }
  }

  async function fillCart(order: SuperstoreOrder): Promise<void> {
    for (const [productId, quantity] of order.quantityByProduct) {
      // A lost answer may hide an addition that was made, so this is not repeated: the caller empties the cart and begins again.
      const { addToCart } = await client.request(AddToCartDocument, { input: { productId, quantity } });
      if (addToCart.userErrors.length > 0)
        throw new ReplayError(`${order.sourceId}: ${describe(addToCart.userErrors)}`);
    }
  }

  async function confirmed(orderId: string, sourceId: string): Promise<void> {
    const deadline = Date.now() + CONFIRM_TIMEOUT;
    for (;;) {
      const { order } = await retried(() => client.request(OrderDocument, { id: orderId }));
      if (order == null) throw new ReplayError(`${sourceId}: the order has gone.`);
      if (CONFIRMED.has(order.status)) return;
      if (order.status === 'CANCELLED')
        throw new ReplayError(`${sourceId}: cancelled, ${order.failure?.message ?? 'no reason given'}`);
      if (Date.now() > deadline)
        throw new ReplayError(`${sourceId}: still ${order.status} after ${CONFIRM_TIMEOUT / 1000} s.`);
      await delay(200);
    }
  }

  return {
    async place(order) {
      const shippingAddressId = await addressId(order.shippingAddress);
      await retried(async () => {
        await emptyCart();
        await fillCart(order);
      });
      const { checkout } = await retried(() =>
        client.request(CheckoutDocument, {
          input: {
            idempotencyKey: `superstore-${order.sourceId}`,
            shippingAddressId,
            paymentMethod: { token: 'tok_visa' },
          },
        }),
      );
      if (checkout.order == null)
        throw new ReplayError(`${order.sourceId}: ${describe(checkout.userErrors)}`);
      if (!CONFIRMED.has(checkout.order.status)) await confirmed(checkout.order.id, order.sourceId);
    },
  };
}

function describe(errors: readonly { readonly code: string; readonly message: string }[]): string {
  return errors.map(({ code, message }) => `${code} ${message}`).join('; ');
}

/** Repeats what is safe to repeat when the shop is busy (503, 429) or the connection breaks, up to a minute. */
async function retried<Result>(action: () => Promise<Result>): Promise<Result> {
  const deadline = Date.now() + 60_000;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (error) {
      const busy = !(error instanceof GraphQLClientError) || error.status === 503 || error.status === 429;
      if (error instanceof ReplayError || !busy || Date.now() > deadline) throw error;
      const seconds = error instanceof GraphQLClientError ? (error.retryAfter ?? 1) : Math.min(attempt, 5);
      await delay(seconds * 1000);
    }
  }
}

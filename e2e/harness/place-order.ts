import { randomUUID } from 'node:crypto';
import { AddAddressDocument, AddToCartDocument, CheckoutDocument } from '@techally/client-storefront';
import type { CheckoutMutation } from '@techally/client-storefront';
import type { TestAccount } from './start-test-stack.js';

export interface OrderOptions {
  readonly productId: string;
  readonly quantity: number;
  /** A sandbox card. Default `tok_visa`. */
  readonly card?: string;
}

/** An address that takes parcels. */
export const EXAMPLE_ADDRESS = {
  recipient: 'Ann Bee',
  line1: '1 Main Street',
  city: 'Henderson',
  state: 'Kentucky',
  postalCode: '42420',
  countryCode: 'US',
};

/** Adds a shipping address; returns its id. */
export async function addAddress({ client }: TestAccount): Promise<string> {
  const { addAddress: payload } = await client.request(AddAddressDocument, {
    input: EXAMPLE_ADDRESS,
  });
  if (payload.address == null) throw new Error(JSON.stringify(payload.userErrors));
  return payload.address.id;
}

/** Fills the cart and checks out. */
export async function checkout(
  { client }: TestAccount,
  shippingAddressId: string,
  { productId, quantity, card = 'tok_visa' }: OrderOptions,
): Promise<CheckoutMutation['checkout']> {
  const { addToCart } = await client.request(AddToCartDocument, { input: { productId, quantity } });
  if (addToCart.userErrors.length > 0) throw new Error(JSON.stringify(addToCart.userErrors));
  const answer = await client.request(CheckoutDocument, {
    input: { idempotencyKey: randomUUID(), shippingAddressId, paymentMethod: { token: card } },
  });
  return answer.checkout;
}

/** Places an order from nothing: address, cart, checkout. Throws when it is refused. */
export async function placeOrder(
  account: TestAccount,
  options: OrderOptions,
): Promise<{ readonly id: string; readonly status: string }> {
  const { order, userErrors } = await checkout(account, await addAddress(account), options);
  if (order == null) throw new Error(JSON.stringify(userErrors));
  return order;
}

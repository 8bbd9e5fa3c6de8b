import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import type { Shop } from '../harness/seed-shop.js';
import type { TestAccount, TestStack } from '../harness/start-test-stack.js';
import { requireData } from './send-operation.js';

/** The words that a customer's own facts are made of, so that they are known again wherever they turn up. */
export interface Words {
  readonly firstName: string;
  /** A name that nobody else has; it is in every text that the customer writes, but for reviews. */
  readonly mark: string;
  readonly phone: string;
  /** Language and region that nobody else has chosen. */
  readonly locale: string;
  /** How many pieces of each product are bought, so that sums tell the customers apart. */
  readonly quantity: number;
}

/** A customer with something of everything. */
export interface PlantedCustomer extends TestAccount {
  readonly words: Words;
  /** The token of a cart that was filled before signing in. */
  readonly guestCartToken: string;
  /** By what became of them. */
  readonly orders: Readonly<
    Record<'shipped' | 'cancelled' | 'refunded' | 'declined' | 'unconfirmed', string>
  >;
  /** The payment of the order `refunded`. */
  readonly refundedPayment: string;
}

const PATIENCE = { timeout: 10_000, interval: 20 };
const CARDS = {
  shipped: 'tok_visa',
  cancelled: 'tok_visa',
  refunded: 'tok_mastercard',
  declined: 'tok_chargeDeclined',
  unconfirmed: 'tok_threeDSecure',
};

/** Registers a customer and gives them one of everything that the graph knows of customers. */
export async function plantCustomer(
  stack: TestStack,
  { shop, admin, words }: { readonly shop: Shop; readonly admin: TestAccount; readonly words: Words },
): Promise<PlantedCustomer> {
  const { firstName, mark, phone, locale, quantity } = words;
  const [productId = '', other = ''] = shop.productIds;
  const account = await stack.customer(firstName);
  const own = (mutation: string, input: object, selection: string) =>
    call(stack, account.accessToken, mutation, input, selection);
  const staff = (mutation: string, input: object, selection: string) =>
    call(stack, admin.accessToken, mutation, input, selection);

  await vi.waitFor(async () => {
    const { me } = await requireData(stack, '{ me { profileVersion } }', {}, account.accessToken);
    if (me.profileVersion !== 1) throw new Error('The profile is still being made.');
  }, PATIENCE);
  await own('updateProfile', { version: 1, lastName: mark, phone }, 'user { id }');
  await own(
    'setPreferences',
    { locale, smsNotifications: true, pushNotifications: true },
    'preferences { locale }',
  );
  await own(
    'registerDevice',
    { token: `${mark}-device-token`, platform: 'IOS', name: `${mark} phone` },
    'device { id }',
  );
  await own('addReview', { productId, rating: 4, body: 'Comfortable.' }, 'review { id }');
  const { address } = await own(
    'addAddress',
    {
      label: `${mark} home`,
      recipient: `Recipient ${mark}`,
      line1: `1 ${mark} Street`,
      line2: `${mark} floor`,
      city: `${mark}ville`,
      state: `${mark}shire`,
      postalCode: `${mark.slice(0, 6)}-42`,
      countryCode: 'US',
    },
    'address { id }',
  );

  const orders: Record<string, string> = {};
  for (const [fate, token] of Object.entries(CARDS)) {
    await own('addToCart', { productId, quantity }, 'cart { itemCount }');
    const { order } = await own(
      'checkout',
      { idempotencyKey: `${mark}-${fate}`, shippingAddressId: address.id, paymentMethod: { token } },
      'order { id }',
    );
    orders[fate] = order.id;
    await own('setCartItem', { productId, quantity: 0 }, 'cart { itemCount }');
  }
  await waitForStatus(stack, account, orders['shipped'] ?? '', ['CONFIRMED']);
  await own(
    'cancelOrder',
    { idempotencyKey: `${mark}-cancellation`, orderId: orders['cancelled'] },
    'order { status }',
  );
  await staff(
    'createShipment',
    {
      idempotencyKey: `${mark}-shipment`,
      orderId: orders['shipped'],
      carrier: `${mark} Parcels`,
      trackingNumber: `${mark}-TRACK-1`,
    },
    'shipment { id }',
  );
  await waitForStatus(stack, account, orders['refunded'] ?? '', ['CONFIRMED']);
  const { order } = await requireData(
    stack,
    'query ($id: ID!) { order(id: $id) { payment { id } } }',
    { id: orders['refunded'] },
    account.accessToken,
  );
  await staff(
    'refundPayment',
    {
      paymentId: order.payment.id,
      amount: '1.23',
      reason: `${mark} was unhappy`,
      idempotencyKey: randomUUID(),
    },
    'refund { id }',
  );
  await waitForStatus(stack, account, orders['cancelled'] ?? '', ['CANCELLED']);
  await waitForStatus(stack, account, orders['declined'] ?? '', ['CANCELLED']);

  await own('addToCart', { productId: other, quantity }, 'cart { itemCount }');
  const { cart } = await call(
    stack,
    undefined,
    'addToCart',
    { productId: other, quantity },
    'cart { token }',
  );
  await staff(
    'createApiKey',
    { name: `${mark} server`, userId: account.id, scopes: ['orders:read'] },
    'apiKey { id }',
  );
  return {
    ...account,
    words,
    guestCartToken: cart.token,
    orders: orders as PlantedCustomer['orders'],
    refundedPayment: order.payment.id,
  };
}

/** Sends a mutation; the payload. Throws when it is refused. */
async function call(
  stack: TestStack,
  accessToken: string | undefined,
  mutation: string,
  input: object,
  selection: string,
): Promise<any> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  const query = `mutation ($input: ${type}) { ${mutation}(input: $input) { ${selection} userErrors { code message } } }`;
  return (await requireData(stack, query, { input }, accessToken))[mutation];
}

async function waitForStatus(
  stack: TestStack,
  { accessToken }: TestAccount,
  id: string,
  statuses: readonly string[],
): Promise<void> {
  await vi.waitFor(async () => {
    const { order } = await requireData(
      stack,
      'query ($id: ID!) { order(id: $id) { status } }',
      { id },
      accessToken,
    );
    if (!statuses.includes(order.status)) throw new Error(`The order is ${String(order.status)}.`);
  }, PATIENCE);
}

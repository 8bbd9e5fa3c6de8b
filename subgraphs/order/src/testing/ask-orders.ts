import { randomUUID } from 'node:crypto';
import { InventoryReserved, PaymentCompleted } from '@techally/contracts';
import type { Identity } from '@techally/identity';
import { testUser } from '@techally/subgraph-kit/testing';
import { startOrders, type TestOrders, type TestOrdersOptions } from './start-orders.js';

/** An administrator. */
export const admin = testUser(randomUUID(), 'ADMIN');

/** What a shipment is read with. */
export const SHIPMENT = 'shipment { id status carrier trackingNumber version order { status } }';

type Mutation =
  'createShipment' | 'updateShipment' | 'returnShipment' | 'cancelOrder' | 'retrySaga' | 'compensateSaga';

/** Mutations that take an idempotency key. */
const KEYED: readonly Mutation[] = ['createShipment', 'returnShipment', 'cancelOrder'];

/** An order service and short ways to ask it. */
export interface AskedOrders extends TestOrders {
  /** The data of an answer, and the codes of its errors. */
  ask(query: string, variables?: object, identity?: Identity): Promise<{ data: any; codes: unknown[] }>;
  /**
   * The payload of a mutation with the given fields and `userErrors`, and the codes of the errors. A new idempotency
   * key goes with an input that needs one and has none.
   */
  mutate(
    name: Mutation,
    fields: string,
    input: object,
    identity?: Identity,
  ): Promise<{ codes: unknown[]; userErrors?: { code: string }[]; shipment?: unknown }>;
  /** Places an order that is reserved, paid and confirmed. */
  confirmed(userId: string, options?: { priceCents?: number; quantity?: number }): Promise<string>;
}

export async function startAskedOrders(options: TestOrdersOptions = {}): Promise<AskedOrders> {
  const orders = await startOrders(options);

  const ask: AskedOrders['ask'] = async (query, variables = {}, identity) => {
    const { data, errors } = await orders.query(query, { ...variables }, identity);
    return { data, codes: (errors ?? []).map((error) => error.extensions?.['code']) };
  };

  return {
    ...orders,
    ask,
    async mutate(name, fields, input, identity) {
      const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
      const mutation = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { code field } } }`;
      const keyed = KEYED.includes(name) ? { idempotencyKey: randomUUID(), ...input } : input;
      const { data, codes } = await ask(mutation, { input: keyed }, identity);
      return { ...data?.[name], codes };
    },
    async confirmed(userId, options = {}) {
      const orderId = await orders.place(userId, options);
      await orders.tell(InventoryReserved, { orderId, items: [{ productId: randomUUID(), quantity: 1 }] });
      const { totalCents } = await orders.read(orderId);
      const amount = { cents: Number(totalCents), currencyCode: 'USD' };
      await orders.tell(PaymentCompleted, { paymentId: randomUUID(), orderId, amount });
      return orderId;
    },
  };
}

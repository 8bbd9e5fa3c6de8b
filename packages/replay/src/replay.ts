import type { Client } from '@techally/client';
import { LoginDocument } from '@techally/client-storefront';
import { readSuperstore } from '@techally/superstore';
import type { SuperstoreOrder } from '@techally/superstore';
import type { Comparison } from './compare-sales.js';
import { compareSales } from './compare-sales.js';
import { readPrices } from './read-prices.js';
import { readSales } from './read-sales.js';
import { openReplayState } from './replay-state.js';
import type { ReplaySettings } from './replay-settings.js';
import { createShopper, ReplayError } from './shopper.js';

export interface Progress {
  /** Orders that are done, in earlier runs included. */
  readonly done: number;
  readonly total: number;
  /** Orders per second in this run. */
  readonly rate: number;
}

export interface ReplayOptions {
  readonly client: Client;
  readonly settings: Pick<ReplaySettings, 'url' | 'orders' | 'concurrency' | 'stateFile' | 'admin'>;
  readonly onProgress: (progress: Progress) => void;
  /** Stops the replay after the orders in hand. */
  readonly signal: AbortSignal;
}

export interface ReplayResult {
  readonly comparison: Comparison;
  /** Orders placed in this run. */
  readonly placed: number;
  /** Seconds that placing them took. */
  readonly seconds: number;
  /** Whether the signal stopped it before the end. */
  readonly stopped: boolean;
}

/** How many orders may be done without being remembered; a repeated order is harmless, just slower. */
const SAVE_EVERY = 20;

/** Sends the orders of the table, each customer's in the order of their dates, and compares. */
export async function replay({ client, settings, onProgress, signal }: ReplayOptions): Promise<ReplayResult> {
  const superstore = readSuperstore();
  const orders = superstore.orders.slice(0, settings.orders);
  const admin = await signIn(client, settings.admin);
  const state = await openReplayState(settings.stateFile, settings.url, async () =>
    Object.fromEntries(
      (await readSales(admin)).map(({ productId, units, revenueCents }) => [
        productId,
        { units, revenueCents },
      ]),
    ),
  );

  const waiting = [
    ...Map.groupBy(
      orders.filter(({ sourceId }) => !state.isDone(sourceId)),
      (order) => order.customerId,
    ),
  ];
  const customers = new Map(superstore.customers.map((customer) => [customer.id, customer]));
  const began = Date.now();
  let placed = 0;

  async function serve(customerId: string, theirs: readonly SuperstoreOrder[]): Promise<void> {
    const customer = customers.get(customerId);
    if (customer === undefined) throw new ReplayError(`The table has no customer ${customerId}.`);
    const shopper = await createShopper(client, customer);
    for (const order of theirs) {
      if (signal.aborted) return;
      await shopper.place(order);
      state.markDone(order.sourceId);
      placed += 1;
      if (placed % SAVE_EVERY === 0) await state.save();
      onProgress({
        done: state.done.size,
        total: orders.length,
        rate: (placed * 1000) / (Date.now() - began),
      });
    }
  }

  async function work(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined && !signal.aborted; next = waiting.shift())
      await serve(...next);
  }

  try {
    await Promise.all(Array.from({ length: settings.concurrency }, work));
  } finally {
    await state.save();
  }
  const seconds = (Date.now() - began) / 1000;

  const prices = await readPrices(client);
  const comparison = compareSales({
    // Signed in again: a long replay outlives the first token.
    sales: await readSales(await signIn(client, settings.admin)),
    baseline: state.baseline,
    products: superstore.products,
    done: state.done,
    priceCentsOf: (productId) => prices.get(productId),
  });
  return { comparison, placed, seconds, stopped: signal.aborted };
}

async function signIn(
  client: Client,
  account: { readonly email: string; readonly password: string },
): Promise<Client> {
  const { login } = await client.request(LoginDocument, { input: account });
  if (login.accessToken == null) {
    throw new ReplayError(
      `The administrator could not log in: ${login.userErrors.map(({ message }) => message).join(' ')}`,
    );
  }
  return client.withToken(login.accessToken);
}

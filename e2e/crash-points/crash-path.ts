import { SUBSCRIPTIONS } from '@techally/contracts';
import { createEventBus } from '@techally/messaging';
import { checkShop } from '../harness/check-shop.js';
import { InsistentCustomer } from '../harness/insistent-customer.js';
import type { PlantedFault } from '../harness/planted-faults.js';
import { queryDatabase } from '../harness/query-database.js';
import type { QuietWatch } from '../harness/quiet.js';
import { openQuietWatch } from '../harness/quiet.js';
import { seedShop } from '../harness/seed-shop.js';
import type { ShopProcesses } from '../harness/shop-processes.js';
import type { OrderPath } from './order-paths.js';
import { startTappedShop } from './tapped-shop.js';
import type { CrashPoint, ObservedWrite, WriteWatch } from './write-watch.js';

/** What came of all crashes on one path. */
export interface PathReport {
  readonly path: string;
  /** The writes of one order, in the order in which they were done. */
  readonly writes: readonly ObservedWrite[];
  /** Where processes died. */
  readonly crashes: number;
  /** Points that no order came by again: which messages share a batch is a matter of time. */
  readonly missed: readonly CrashPoint[];
  readonly complaints: readonly string[];
  /** Where there are complaints: what processes and broker have said of late. */
  readonly logs: string;
  /** Seconds. */
  readonly duration: number;
}

export interface CrashPathOptions {
  /** A fault that the check has to find; null for none. */
  readonly plant: PlantedFault | null;
  /** Only writes that outlive their process: commits, what is published, what is acknowledged. */
  readonly lasting: boolean;
  /** Every how many-th point is visited; 1 for all. */
  readonly every: number;
  /** Points that need not be crashed at any more, by their descriptions; those of this path are added. */
  readonly done: Set<string>;
  readonly onProgress: (line: string) => void;
}

/** Orders that are watched without a crash: what is written differs a little from one to the next. */
const OBSERVED_ORDERS = 3;
/** How often a point that was not met is tried again. */
const TRIES = 3;
const STOCK = 100_000;
/** Milliseconds for an order to come to rest: a payment whose process died is taken over after seconds. */
const REST_TIMEOUT = 120_000;

/** Crashes a process before and after each write of an order that goes this path, one crash an order. */
export async function crashPath(path: OrderPath, options: CrashPathOptions): Promise<PathReport> {
  const began = Date.now();
  await using stack = new AsyncDisposableStack();
  const { shop, watch } = stack.use(await startTappedShop());
  const { productIds } = await seedShop({ urlFor: shop.urlFor }, { products: 1, stock: STOCK });
  for (const each of shop.processes) each.start();
  await shop.healthy();
  const bus = createEventBus({
    amqpUrl: shop.amqpUrl,
    databaseUrl: shop.urlFor('platform'),
    topology: SUBSCRIPTIONS,
    name: 'crash-points',
    onError: (error) => {
      options.onProgress(`${path.name}: ${String(error)}`);
    },
  });
  await bus.start();
  stack.defer(() => bus.close());
  const customer = await InsistentCustomer.register(shop.url, 'crash');
  const quiet = stack.use(await openQuietWatch(bus, shop.urlFor));
  const rig = { path, shop, watch, quiet, customer, productId: productIds[0] ?? '' };

  const complaints: string[] = [];
  const accepted: string[] = [];
  const follow = async (point: CrashPoint | null): Promise<void> => {
    const { orderId, problems } = await followOrder(rig, point);
    if (orderId !== null) accepted.push(orderId);
    for (const problem of problems)
      complaints.push(`${point === null ? 'Without a crash' : describe(point)}: ${problem}`);
  };

  const lookAtAll = async (): Promise<string[]> => {
    watch.begin(null);
    await shop.healthy();
    const isQuiet = await quiet.until({ timeout: REST_TIMEOUT });
    return [
      ...(isQuiet ? [] : ['It did not come to rest.']),
      ...(await bus.deadLetters()).map(({ queue, error }) => `There is a dead letter of ${queue}: ${error}`),
      ...(await checkShop({
        urlFor: shop.urlFor,
        accepted,
        stock: new Map(productIds.map((id) => [id, STOCK])),
      })),
    ];
  };

  // The first order finds everything as it is after a start, and is watched by nobody.
  await follow(null);
  const kinds = new Map<string, { readonly write: ObservedWrite; most: number }>();
  let writes: readonly ObservedWrite[] = [];
  for (let order = 0; order < OBSERVED_ORDERS; order++) {
    await follow(null);
    writes = watch.observed;
    const counts = new Map<string, number>();
    for (const write of writes) {
      const key = JSON.stringify(write);
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      kinds.set(key, { write, most: Math.max(count, kinds.get(key)?.most ?? 0) });
    }
  }
  let crashes = 0;
  const unvisited = [...kinds.values()]
    .filter(({ write }) => write.lasts || !options.lasting)
    .flatMap(({ write, most }) => pointsOf(write, most))
    .filter((point) => !options.done.has(describe(point)));
  for (const point of unvisited) options.done.add(describe(point));
  const points = unvisited.filter((_, index) => index % options.every === 0);
  options.onProgress(
    `${path.name}: ${String(writes.length)} writes an order, ${String(points.length)} points.`,
  );
  if (options.plant !== null) {
    for (const domain of options.plant.domains) await queryDatabase(shop.urlFor(domain), options.plant.sql);
  }

  const missed: CrashPoint[] = [];
  for (const [index, point] of points.entries()) {
    for (let attempt = 1; ; attempt++) {
      await follow(point);
      if (!watch.isArmed) {
        crashes += 1;
        break;
      }
      if (attempt < TRIES) continue;
      missed.push(point);
      break;
    }
    // A planted fault is to be found, and the sooner the better.
    if (options.plant !== null && (index + 1) % 10 === 0) {
      complaints.push(...(await lookAtAll()));
      if (complaints.length > 0) break;
    }
    if ((index + 1) % 20 === 0) {
      const seconds = ((Date.now() - began) / 1000).toFixed(0);
      options.onProgress(
        `${path.name}: ${String(index + 1)} of ${String(points.length)} points, ${String(complaints.length)} complaints, ${seconds} s`,
      );
    }
  }
  complaints.push(...(await lookAtAll()), ...shop.processes.flatMap(({ ownEnds }) => ownEnds));
  return {
    path: path.name,
    writes,
    crashes,
    missed,
    complaints: [...new Set(complaints)],
    logs: complaints.length === 0 || options.plant !== null ? '' : await shop.logs(),
    duration: (Date.now() - began) / 1000,
  };
}

function pointsOf({ service, write }: ObservedWrite, most: number): CrashPoint[] {
  return Array.from({ length: most }, (_, index) => index + 1).flatMap((occurrence) =>
    (['before', 'after'] as const).map((moment) => ({ service, write, occurrence, moment })),
  );
}

export function describe({ service, write, occurrence, moment }: CrashPoint): string {
  return `${service} dies ${moment} ${write} (${String(occurrence)})`;
}

interface Rig {
  readonly path: OrderPath;
  readonly shop: ShopProcesses;
  readonly watch: WriteWatch;
  readonly quiet: QuietWatch;
  readonly customer: InsistentCustomer;
  readonly productId: string;
}

/** Lets a customer order, with a crash on the way, and looks at how the order ends. */
async function followOrder(
  rig: Rig,
  point: CrashPoint | null,
): Promise<{ readonly orderId: string | null; readonly problems: readonly string[] }> {
  const { path, shop, watch, quiet, customer, productId } = rig;
  const problems: string[] = [];
  watch.begin(point);
  if (path.sellsOut === true) {
    // Checked out, but not reserved yet: somebody else is quicker.
    watch.onWrite(async (service, write) => {
      if (service === 'order' && /\bINSERT INTO orders\b/.test(write)) await setStock(rig, 0);
    });
  }
  const orderId = await customer.buy({ productId, quantity: 1, card: path.card });
  if (path.cancels === true && orderId !== null) {
    await untilRest();
    await customer.cancel(orderId);
  }
  await untilRest();
  if (path.sellsOut === true) await setStock(rig, STOCK);

  if (orderId === null) {
    // A customer who asks again after the crash finds that it is sold out, and no order was made.
    if (path.sellsOut !== true) problems.push('The order was refused.');
    return { orderId, problems };
  }
  const [order] = await queryDatabase<{ status: string; failure: string | null }>(
    shop.urlFor('order'),
    'SELECT status::text, failure_code AS failure FROM orders WHERE id = $1',
    [orderId],
  );
  const end = `${String(order?.status)} ${String(order?.failure)}`;
  const expected = `${path.status} ${String(path.failureCode)}`;
  if (end !== expected) problems.push(`The order ${orderId} is ${end} and not ${expected}.`);
  return { orderId, problems };

  async function untilRest(): Promise<void> {
    if (!(await quiet.until({ timeout: REST_TIMEOUT, interval: 20 })))
      problems.push('It did not come to rest.');
    // The next order must find everybody at work.
    await shop.healthy();
  }
}

async function setStock({ shop, productId }: Rig, pieces: number): Promise<void> {
  await queryDatabase(shop.urlFor('inventory'), 'UPDATE stock_items SET on_hand = $2 WHERE product_id = $1', [
    productId,
    pieces,
  ]);
}

import { setTimeout as delay } from 'node:timers/promises';
import { SUBSCRIPTIONS } from '@techally/contracts';
import { createEventBus } from '@techally/messaging';
import { checkShop } from '../harness/check-shop.js';
import { countRows, queryDatabase } from '../harness/query-database.js';
import { openQuietWatch } from '../harness/quiet.js';
import { createRandom } from '../harness/random.js';
import { seedShop } from '../harness/seed-shop.js';
import { prepareShopProcesses } from '../harness/shop-processes.js';
import type { ChaosOptions } from './chaos-arguments.js';
import { dropMessages } from './drop-messages.js';
import { repeatMessages } from './repeat-messages.js';
import { Shopper } from './shopper.js';

/** What came of a run. */
export interface ChaosReport {
  readonly accepted: number;
  readonly refused: number;
  /** How often each was killed. */
  readonly kills: Readonly<Record<string, number>>;
  /** Messages that were sent once more. */
  readonly repeated: number;
  /** Messages that a consumer took and never handled. */
  readonly dropped: number;
  /** How orders and their money ended: a run without cancellations and refunds would show less. */
  readonly outcomes: Readonly<Record<'confirmed' | 'cancelled' | 'charged' | 'refunded', number>>;
  /** Seconds. */
  readonly duration: number;
  /** What is not as it must be. */
  readonly complaints: readonly string[];
  /** Where there are complaints: what processes and broker have said of late. */
  readonly logs: string;
}

const BROKER = 'broker';
const SHOPPERS = 12;
const PRODUCTS = 10;
/** A part of what the orders ask for: at the end of a run some products are sold out. */
const STOCK_PER_ORDER = 0.17;
/** Milliseconds for everything to come to rest: payments without an answer are looked after for minutes. */
const QUIET_TIMEOUT = 300_000;

/** Runs the shop as processes, has customers order, kills what runs, waits for quiet, and looks at what became of it. */
export async function runChaos(
  options: ChaosOptions,
  onProgress: (line: string) => void = () => undefined,
): Promise<ChaosReport> {
  const began = Date.now();
  await using stack = new AsyncDisposableStack();
  const random = createRandom(`chaos ${String(options.seed)}`);

  const { broker, amqpUrl, urlFor, processes, url, healthy, logs } = stack.use(
    await prepareShopProcesses({ bus: options.bus }),
  );
  const stockOfEach = Math.ceil(options.orders * STOCK_PER_ORDER);
  const shop = await seedShop({ urlFor }, { products: PRODUCTS, stock: stockOfEach });
  for (const each of processes) each.start();
  await healthy();

  const shoppers: Shopper[] = [];
  for (let index = 0; index < SHOPPERS; index++)
    shoppers.push(await Shopper.register(url, `shopper${String(index)}`));
  if (options.plant !== null) {
    for (const domain of options.plant.domains) await queryDatabase(urlFor(domain), options.plant.sql);
  }
  const bus = createEventBus({
    amqpUrl,
    databaseUrl: urlFor('platform'),
    topology: SUBSCRIPTIONS,
    name: 'chaos',
    // It hears of the broker's end like everybody else.
    onError: () => undefined,
  });
  await bus.start();
  stack.defer(() => bus.close());
  const stopRepeating = await repeatMessages(
    bus,
    (['order', 'payment', 'inventory'] as const).map(urlFor),
    createRandom(`repeats ${String(options.seed)}`),
  );
  const stopDropping = dropMessages(
    amqpUrl === null ? { bus: 'postgres', databaseUrl: urlFor('platform') } : { bus: 'rabbitmq', amqpUrl },
    createRandom(`drops ${String(options.seed)}`),
  );
  onProgress(`${String(processes.length)} processes run; ${String(SHOPPERS)} customers begin.`);

  // Orders are spread over the kills: nobody goes home before the last of them.
  const accepted: string[] = [];
  const kills: Record<string, number> = {};
  let refused = 0;
  let begun = 0;
  let killed = 0;
  const shopping = shoppers.map(async (shopper, index) => {
    const own = createRandom(`shopper ${String(options.seed)} ${String(index)}`);
    for (;;) {
      if (begun >= options.orders) return;
      if (begun > ((killed + 1) / (options.kills + 1)) * options.orders) {
        await delay(50);
        continue;
      }
      begun += 1;
      const id = await shopper.order(own, shop.productIds);
      if (id === null) refused += 1;
      else accepted.push(id);
      if ((accepted.length + refused) % 50 === 0) {
        onProgress(`${String(accepted.length)} orders accepted, ${String(killed)} processes killed`);
      }
    }
  });
  const killing = (async () => {
    let restarting: Promise<void> = Promise.resolve();
    while (killed < options.kills) {
      await delay(100 + random.below(900));
      // Nor are all killed before the last orders come.
      if (killed > (begun / options.orders) * options.kills + 2 && begun < options.orders) continue;
      // The broker takes long to come back, so it is killed less often than the others.
      const target = broker !== null && random.chance(0.05) ? BROKER : random.pick(processes);
      if (target === BROKER) {
        await restarting;
        await broker?.kill();
        restarting = delay(random.below(2_000)).then(() => broker?.restart());
      } else if (!target.kill()) continue;
      killed += 1;
      const name = target === BROKER ? BROKER : target.name;
      kills[name] = (kills[name] ?? 0) + 1;
    }
    await restarting;
  })();
  await Promise.all([...shopping, killing]);
  const dropped = await stopDropping();
  const repeated = await stopRepeating();
  onProgress(`${String(accepted.length)} orders accepted, ${String(refused)} refused; waiting for quiet.`);

  const complaints: string[] = [];
  await healthy();
  const timeout = options.plant === null ? QUIET_TIMEOUT : 60_000;
  const quiet = stack.use(await openQuietWatch(bus, urlFor));
  if (!(await quiet.until({ timeout }))) {
    complaints.push('It did not come to rest.');
  }
  const letters = await bus.deadLetters();
  for (const { queue, error } of letters) complaints.push(`There is a dead letter of ${queue}: ${error}`);
  complaints.push(
    ...(await checkShop({
      urlFor,
      accepted,
      stock: new Map(shop.productIds.map((id) => [id, stockOfEach])),
    })),
  );
  const duration = (Date.now() - began) / 1000;
  const outcomes = {
    confirmed: await countRows(urlFor('order'), `SELECT count(*) FROM orders WHERE status = 'CONFIRMED'`),
    cancelled: await countRows(urlFor('order'), `SELECT count(*) FROM orders WHERE status = 'CANCELLED'`),
    charged: await countRows(
      urlFor('payment'),
      `SELECT count(*) FROM sandbox_charges WHERE state = 'succeeded'`,
    ),
    refunded: await countRows(urlFor('payment'), 'SELECT count(*) FROM sandbox_refunds'),
  };
  return {
    accepted: accepted.length,
    refused,
    kills,
    repeated,
    dropped,
    outcomes,
    duration,
    complaints,
    logs: complaints.length === 0 || options.plant !== null ? '' : await logs(),
  };
}

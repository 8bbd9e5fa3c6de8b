import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { databaseName, startThrowawayCluster } from '@techally/database';
import { money } from '@techally/money';
import { seedStock } from '@techally/subgraph-inventory';
import { seedProducts } from '@techally/subgraph-order';
import { seedCatalogue } from '@techally/subgraph-product';
import { findFreePort } from '../gateways/start-gateway.ts';
import { stop } from '../measure/spawn-pinned.ts';

/** The whole shop in one process on an embedded PostgreSQL that loses nothing in a crash, as `npm start` has it. */
export interface ShopUnderLoad extends AsyncDisposable {
  /** The process of router and services. */
  readonly pid: number;
  /** PostgreSQL's first process; the others are its children. */
  readonly postgresPid: number;
  readonly url: string;
  /** For any database of the cluster. */
  readonly databaseUrl: (name: string) => string;
  readonly orderDatabase: string;
  readonly productIds: readonly string[];
}

const PRODUCTS = 200;
const MAIN = fileURLToPath(new URL('../../packages/stack/dist/main.js', import.meta.url));

/** @param path The variable `PATH` of the shop's process. */
export async function startShopUnderLoad({
  path,
}: {
  readonly path: string | undefined;
}): Promise<ShopUnderLoad> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'orders-bench-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const cluster = await startThrowawayCluster({ durable: true });
  stack.defer(() => cluster.stop());
  const port = await findFreePort();
  const child = spawn(process.execPath, [MAIN], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: path,
      NODE_ENV: 'production',
      PORT: String(port),
      DATA_DIR: folder,
      DATABASE_URL: cluster.adminUrl,
      IDENTITY_SECRET: randomBytes(32).toString('hex'),
      KEY_ENCRYPTION_SECRET: randomBytes(32).toString('hex'),
      // One client sends what thousands would.
      RATE_LIMITS: 'false',
      REGISTER_LIMIT: 'off',
    },
  });
  stack.defer(() => stop(child));
  const origin = `http://127.0.0.1:${String(port)}`;
  await untilHealthy(origin, child);
  const urlFor = (domain: 'product' | 'inventory' | 'order') => cluster.urlFor(databaseName(domain));
  const productIds = await seed(urlFor);
  const { pid: postgresPid } = cluster;
  const owned = stack.move();
  return {
    pid: child.pid ?? 0,
    postgresPid,
    url: `${origin}/graphql`,
    databaseUrl: (name) => cluster.urlFor(name),
    orderDatabase: urlFor('order'),
    productIds,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function untilHealthy(origin: string, child: ChildProcess): Promise<void> {
  const end = Date.now() + 120_000;
  for (;;) {
    const answer = await fetch(`${origin}/health`).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok === true) return;
    if (child.exitCode !== null || Date.now() > end) throw new Error('The shop does not start.');
    await sleep(200);
  }
}

async function seed(
  urlFor: (domain: 'product' | 'inventory' | 'order') => string,
): Promise<readonly string[]> {
  const categoryId = randomUUID();
  const products = Array.from({ length: PRODUCTS }, (_, index) => ({
    id: randomUUID(),
    sku: `BENCH-${String(index)}`,
    name: `Office chair ${String(index)}`,
    description: 'A chair for the office.',
    price: money(1_000 + index),
    categoryId,
    specifications: {},
  }));
  await seedCatalogue(urlFor('product'), {
    categories: [{ id: categoryId, name: 'Chairs', parentId: null }],
    products,
  });
  await seedStock(
    urlFor('inventory'),
    products.map(({ id }) => ({ productId: id, onHand: 1_000_000 })),
  );
  await seedProducts(
    urlFor('order'),
    products.map(({ id, name, price }) => ({ id, name, priceCents: price.cents, version: 1 })),
  );
  return products.map(({ id }) => id);
}

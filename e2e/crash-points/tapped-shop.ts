import type { ServiceName } from '@techally/subgraph-kit';
import { prepareShopProcesses, type ShopProcesses } from '../harness/shop-processes.js';
import { startAmqpTap } from './amqp-tap.js';
import { startSqlTap } from './sql-tap.js';
import type { WriteTap } from './write-tap.js';
import { WriteWatch } from './write-watch.js';

/** The services that take part in the saga, and the one that tells of it. */
const TAPPED: readonly ServiceName[] = ['order', 'payment', 'inventory', 'notification'];

/** A shop whose writes are watched on their way to PostgreSQL and RabbitMQ. */
export interface TappedShop extends AsyncDisposable {
  readonly shop: ShopProcesses;
  readonly watch: WriteWatch;
}

/** Prepares databases, broker, taps and processes; the caller starts the processes. */
export async function startTappedShop(): Promise<TappedShop> {
  await using stack = new AsyncDisposableStack();
  const taps: WriteTap[] = [];
  stack.defer(async () => {
    await Promise.all(taps.map((tap) => tap.close()));
  });
  const watch = new WriteWatch({ kill: (service) => shop.process(service as ServiceName).kill() });
  const shop: ShopProcesses = stack.use(
    await prepareShopProcesses({
      bus: 'rabbitmq',
      environment: async (service, env) => {
        if (!TAPPED.includes(service)) return env;
        const database = `${service.toUpperCase()}_DATABASE_URL`;
        return {
          ...env,
          [database]: await tapped(env[database], (target) => startSqlTap({ service, watch, ...target })),
          AMQP_URL: await tapped(env['AMQP_URL'], (target) => startAmqpTap({ service, watch, ...target })),
        };
      },
    }),
  );
  const owned = stack.move();
  return { shop, watch, [Symbol.asyncDispose]: () => owned.disposeAsync() };

  async function tapped(
    address: string | undefined,
    start: (target: { readonly host: string; readonly port: number }) => Promise<WriteTap>,
  ): Promise<string> {
    const url = new URL(address ?? '');
    const tap = await start({ host: url.hostname, port: Number(url.port) });
    taps.push(tap);
    url.hostname = '127.0.0.1';
    url.port = String(tap.port);
    return url.href;
  }
}

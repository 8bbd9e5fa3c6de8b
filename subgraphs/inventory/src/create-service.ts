import { createMessageConsumer, createOutboxRelay, handlersOf } from '@techally/messaging';
import type { Service, ServiceDependencies } from '@techally/subgraph-kit';
import { createSubgraph, isAdminWith, isUuid, reportOutages } from '@techally/subgraph-kit';
import { createDatabase, type Transaction } from './adapters/prisma-client.js';
import { createPrismaInventoryStore } from './adapters/prisma-inventory-store.js';
import { createPrismaInventoryTransaction } from './adapters/prisma-inventory-transaction.js';
import { createPrismaUnitOfWork } from './adapters/prisma-unit-of-work.js';
import { createStockManagement } from './application/adjust-stock.js';
import { createExpirySweeper } from './events/expiry-sweeper.js';
import { MessageHandlers } from './events/message-handlers.js';
import { createLoaders, maySeeBooks, type InventoryContext } from './resolvers/inventory-context.js';
import { ProductStockResolver } from './resolvers/product-stock-resolver.js';
import { ReservationItemResolver, ReservationResolver } from './resolvers/reservation-resolver.js';
import { showReservation, showStockItem } from './resolvers/show.js';
import { StockItemResolver } from './resolvers/stock-item-resolver.js';
import { StockMovementResolver } from './resolvers/stock-movement-resolver.js';
import type { ProductReference } from './resolvers/types/stock-types.js';

export interface InventoryServiceDependencies extends ServiceDependencies {
  /** Milliseconds between two looks for reservations that ran out. Default 5,000. */
  readonly sweepInterval?: number;
}

interface Representation {
  readonly id: string;
}

/** Puts the inventory service together: stock, reservations, and the sweeper of those that ran out. */
export async function createInventoryService(dependencies: InventoryServiceDependencies): Promise<Service> {
  const { databaseUrl, bus, logger, now = () => new Date(), sweepInterval } = dependencies;
  const database = createDatabase(dependencies);
  const store = createPrismaInventoryStore(database);
  const work = createPrismaUnitOfWork(database);
  const relay = createOutboxRelay({
    databaseUrl,
    bus,
    ...reportOutages(logger, 'inventory outbox relay'),
  });
  const wakeOutbox = () => {
    relay.wake();
  };

  const subgraph = await createSubgraph<InventoryContext>({
    name: 'inventory',
    identitySecret: dependencies.identitySecret,
    logger,
    resolvers: [
      new ProductStockResolver(),
      new StockItemResolver(store, createStockManagement({ work, wakeOutbox })),
      new StockMovementResolver(),
      new ReservationResolver(),
      new ReservationItemResolver(),
    ],
    references: {
      // Whether there is such a product is the product service's to say; here it has no stock at worst.
      Product: ({ id, archived }: ProductReference) =>
        isUuid(id) ? { id: id.toLowerCase(), archived } : null,
      StockItem: async ({ id }: Representation, { identity, loaders }: InventoryContext) => {
        if (!maySeeBooks(identity) || !isUuid(id)) return null;
        const stock = await loaders.stock.load(id.toLowerCase());
        return stock && showStockItem(stock);
      },
      Reservation: async ({ id }: Representation, { identity, loaders }: InventoryContext) => {
        if (!maySeeBooks(identity) || !isUuid(id)) return null;
        const reservation = await loaders.reservation.load(id.toLowerCase());
        return reservation && showReservation(reservation);
      },
    },
    rules: {
      Query: {
        stockItem: isAdminWith('admin:inventory:read'),
        stockItems: isAdminWith('admin:inventory:read'),
      },
      Mutation: { adjustStock: isAdminWith('admin:inventory:write') },
    },
    context: (request) => ({ ...request, loaders: createLoaders(store) }),
  });

  const consumer = createMessageConsumer({
    bus,
    service: 'inventory',
    prisma: database,
    handlers: handlersOf(
      'inventory',
      new MessageHandlers((tx: Transaction) => createPrismaInventoryTransaction(tx)),
    ),
    afterHandled: wakeOutbox,
  });
  const sweeper = createExpirySweeper({
    work,
    now,
    wakeOutbox,
    onError: (err) => {
      logger.error({ err }, 'inventory expiry sweeper');
    },
    ...(sweepInterval === undefined ? {} : { interval: sweepInterval }),
  });

  return {
    subgraph,
    async start() {
      await consumer.start();
      relay.start();
      sweeper.start();
    },
    async stop() {
      await consumer.close();
      await sweeper.stop();
      await relay.stop();
      await subgraph.close();
      await database.$disconnect();
    },
    async healthy() {
      return database.$queryRaw`SELECT 1`.then(
        () => true,
        () => false,
      );
    },
  };
}

import { createIdentitySigner } from '@techally/identity';
import { createMessageConsumer, createOutboxRelay, handlersOf } from '@techally/messaging';
import {
  createInternalClient,
  createSubgraph,
  createSweeper,
  isAdminWith,
  isAnyone,
  isUserWith,
  isUuid,
  maySee,
  reportOutages,
} from '@techally/subgraph-kit';
import type { Service, ServiceDependencies } from '@techally/subgraph-kit';
import type { CarrierOptions } from './adapters/create-carriers.js';
import { createCarriers } from './adapters/create-carriers.js';
import { createInternalAddressBook } from './adapters/internal-address-book.js';
import { createInternalStock } from './adapters/internal-stock.js';
import { createPrismaCartStore } from './adapters/prisma-cart-store.js';
import { createPrismaCatalogue } from './adapters/prisma-catalogue.js';
import { createDatabase } from './adapters/prisma-client.js';
import { createPrismaIdempotencyKeyStore } from './adapters/prisma-idempotency-keys.js';
import { createPrismaOrderStore } from './adapters/prisma-order-store.js';
import { createPrismaOrderTransactions } from './adapters/prisma-order-transactions.js';
import { createPrismaSagaStore } from './adapters/prisma-saga-store.js';
import { createPrismaSalesReport } from './adapters/prisma-sales-report.js';
import { createPrismaShipmentQueue } from './adapters/prisma-shipment-queue.js';
import { createAskCarrier } from './application/ask-carrier.js';
import { createCancelOrder } from './application/cancel-order.js';
import { createCheckout } from './application/checkout.js';
import { createCompensateSaga } from './application/compensate-saga.js';
import { createHousekeeping } from './application/keep-house.js';
import { createCartManagement } from './application/manage-cart.js';
import { createShipmentManagement } from './application/manage-shipments.js';
import { createReturnShipment } from './application/return-shipment.js';
import { createRetrySaga } from './application/retry-saga.js';
import { createSettlementWatch } from './application/settlement-watch.js';
import { OrderMessageHandlers } from './events/order-message-handlers.js';
import { CartItemResolver } from './resolvers/cart-item-resolver.js';
import { CartResolver } from './resolvers/cart-resolver.js';
import type { OrderContext } from './resolvers/order-context.js';
import { createLoaders } from './resolvers/order-context.js';
import { OrderResolver } from './resolvers/order-resolver.js';
import { SagaResolver } from './resolvers/saga-resolver.js';
import { SalesResolver } from './resolvers/sales-resolver.js';
import { ShipmentResolver } from './resolvers/shipment-resolver.js';
import { showOrder, showShipment } from './resolvers/show.js';
import { UserResolver } from './resolvers/user-resolver.js';
import { createOrderSaga } from './sagas/order-saga.js';
import { createSagaCourse } from './sagas/saga-course.js';
import { createSagaSweeper } from './sagas/saga-sweeper.js';

export interface OrderServiceOptions {
  /** Milliseconds that `checkout` and `cancelOrder` wait for the saga to settle; 0 does not wait. Default 2,000. */
  readonly checkoutWait?: number;
  /** Milliseconds between two looks for sagas that wait in vain, and for parcels to ask about. Default 1,000. */
  readonly sweepInterval?: number;
  /** The carriers that are connected. Default: the sandbox. */
  readonly carriers?: CarrierOptions;
  /** Milliseconds between two questions about a parcel under way. Default 5,000. */
  readonly carrierInterval?: number;
}

interface Representation {
  readonly id: string;
}

/** Puts the order service together: carts, checkout, orders, shipments, and the saga that moves each order. */
export async function createOrderService(
  dependencies: ServiceDependencies & OrderServiceOptions,
): Promise<Service> {
  const {
    databaseUrl,
    bus,
    logger,
    identitySecret,
    internal,
    now = () => new Date(),
    checkoutWait = 2_000,
    carrierInterval = 5_000,
  } = dependencies;
  const report = (task: string) => (error: unknown) => {
    logger.error({ err: error }, task);
  };
  const database = createDatabase(dependencies);
  const orders = createPrismaOrderStore(database);
  const sagas = createPrismaSagaStore(database);
  const carts = createPrismaCartStore(database);
  const catalogue = createPrismaCatalogue(database);

  const relay = createOutboxRelay({ databaseUrl, bus, ...reportOutages(logger, 'order outbox relay') });
  const settlement = createSettlementWatch({
    findSettled: (ids) => sagas.settledOrders(ids),
    onError: report('settlement watch'),
  });
  const transactions = createPrismaOrderTransactions({
    database,
    wakeOutbox: () => {
      relay.wake();
    },
    announceSettled: (orderIds) => {
      settlement.announce(orderIds);
    },
  });

  const alert = (facts: { readonly orderId: string; readonly problem: string }) => {
    logger.error(facts, 'an order needs somebody');
  };
  const course = createSagaCourse({ alert });
  const saga = createOrderSaga(course);
  const sweeper = createSagaSweeper({
    sagas,
    transactions,
    course,
    now,
    interval: dependencies.sweepInterval,
    onError: report('saga sweeper'),
  });
  const carriers = createCarriers(dependencies.carriers ?? { kind: 'sandbox' }, { database, now });
  const askCarrier = createAskCarrier({ orders, transactions, carriers, now, alert });
  const shipmentQueue = createPrismaShipmentQueue(database);
  const carrierSweeper = createSweeper({
    interval: dependencies.sweepInterval ?? 1_000,
    // A carrier that cannot be asked is asked again after the same time.
    claim: (limit) => shipmentQueue.claimDue(now(), new Date(now().getTime() + carrierInterval), limit),
    handle: askCarrier,
    onError: report('carrier sweeper'),
  });
  const housekeeping = createHousekeeping({
    carts,
    keys: createPrismaIdempotencyKeyStore(database),
    now,
    onError: report('housekeeping'),
  });

  const client = createInternalClient({
    service: 'order',
    signer: createIdentitySigner({ secret: identitySecret }),
    transport: internal,
  });
  const processing = { orders, transactions, process: saga, settlement, now };
  const checkout = createCheckout({
    ...processing,
    carts,
    addresses: createInternalAddressBook(client),
    stock: createInternalStock(client),
    checkoutWait,
  });

  const subgraph = await createSubgraph<OrderContext>({
    name: 'order',
    identitySecret,
    logger,
    resolvers: [
      new CartResolver(createCartManagement({ carts, catalogue })),
      new CartItemResolver(),
      new OrderResolver(orders, checkout, createCancelOrder({ ...processing, wait: checkoutWait })),
      new UserResolver(),
      new ShipmentResolver(
        createShipmentManagement({
          orders,
          transactions,
          carriers,
          askCarrier,
          now,
          carrierInterval,
          onError: report('carrier'),
        }),
        createReturnShipment({ orders, transactions, now }),
      ),
      new SagaResolver(
        sagas,
        createRetrySaga({ sagas, transactions, process: saga, now }),
        createCompensateSaga({ sagas, transactions, process: saga, now }),
      ),
      new SalesResolver(createPrismaSalesReport(database)),
    ],
    references: {
      Order: async ({ id }: Representation, { loaders, identity }: OrderContext) => {
        const order = isUuid(id) ? await loaders.order.load(id.toLowerCase()) : null;
        return order !== null && maySee(identity, order.userId, 'orders') ? showOrder(order) : null;
      },
      Shipment: async ({ id }: Representation, { loaders, identity }: OrderContext) => {
        const shipment = isUuid(id) ? await loaders.shipment.load(id.toLowerCase()) : null;
        return shipment !== null && maySee(identity, shipment.userId, 'orders')
          ? showShipment(shipment)
          : null;
      },
      User: ({ id }: Representation, { identity }: OrderContext) =>
        isUuid(id) && maySee(identity, id.toLowerCase(), 'orders') ? { id: id.toLowerCase() } : null,
    },
    rules: {
      Query: {
        cart: isAnyone,
        order: isUserWith('orders:read'),
        orders: isAdminWith('admin:orders:read'),
        sagas: isAdminWith('admin:orders:read'),
        salesStatistics: isAdminWith('admin:orders:read'),
      },
      Mutation: {
        addToCart: isAnyone,
        setCartItem: isAnyone,
        removeFromCart: isAnyone,
        mergeCart: isUserWith('orders:write'),
        checkout: isUserWith('orders:write'),
        cancelOrder: isUserWith('orders:write'),
        createShipment: isAdminWith('admin:orders:write'),
        updateShipment: isAdminWith('admin:orders:write'),
        returnShipment: isAdminWith('admin:orders:write'),
        retrySaga: isAdminWith('admin:orders:write'),
        compensateSaga: isAdminWith('admin:orders:write'),
      },
    },
    context: (request) => ({ ...request, loaders: createLoaders({ orders, sagas, catalogue }) }),
  });

  const consumer = createMessageConsumer({
    bus,
    service: 'order',
    prisma: transactions,
    handlers: handlersOf('order', new OrderMessageHandlers(saga, now)),
  });

  return {
    subgraph,
    async start() {
      await consumer.start();
      relay.start();
      sweeper.start();
      carrierSweeper.start();
      housekeeping.start();
    },
    async stop() {
      await consumer.close();
      await Promise.all([sweeper.stop(), carrierSweeper.stop(), housekeeping.stop()]);
      settlement.close();
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

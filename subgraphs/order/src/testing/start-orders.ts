import { randomUUID } from 'node:crypto';
import type { DataOf, Message, MessageDefinition } from '@techally/contracts';
import { createMessage } from '@techally/contracts';
import { createTestDatabase } from '@techally/database/testing';
import type { Service } from '@techally/subgraph-kit';
import type { RecordingBus, SubgraphQuery } from '@techally/subgraph-kit/testing';
import {
  createRecordingBus,
  createSubgraphQuery,
  TEST_IDENTITY_SECRET,
  testUser,
} from '@techally/subgraph-kit/testing';
import type { CarrierOptions } from '../adapters/create-carriers.js';
import { createCarriers } from '../adapters/create-carriers.js';
import { createPrismaOrderStore } from '../adapters/prisma-order-store.js';
import { createPrismaOrderTransactions } from '../adapters/prisma-order-transactions.js';
import { createPrismaShipmentQueue } from '../adapters/prisma-shipment-queue.js';
import { createPrismaSagaStore } from '../adapters/prisma-saga-store.js';
import { createDatabase, type Database } from '../adapters/prisma-client.js';
import { createAskCarrier } from '../application/ask-carrier.js';
import type { OrderAlert } from '../application/order-alert.js';
import { learnProducts } from '../adapters/prisma-catalogue.js';
import { createOrderService } from '../create-service.js';
import { createSagaCourse } from '../sagas/saga-course.js';
import { createSagaSweeper } from '../sagas/saga-sweeper.js';
import { createNeighbours, type Neighbours } from './neighbours.js';

/** An order service on a database of its own, between a user and an inventory service that a test controls. */
export interface TestOrders {
  readonly service: Service;
  readonly query: SubgraphQuery;
  readonly bus: RecordingBus;
  readonly database: Database;
  readonly databaseUrl: string;
  readonly neighbours: Neighbours;
  /** Every SQL statement of the service so far. */
  readonly statements: string[];
  /** The service's clock. */
  now(): Date;
  /** Moves the service's clock. */
  passTime(milliseconds: number): void;
  /** Puts a product into the read model, with plenty of stock. */
  product(priceCents?: number, name?: string): Promise<string>;
  /** Checks a cart with one product out; resolves with the order's id. */
  place(
    userId: string,
    options?: { readonly priceCents?: number; readonly quantity?: number },
  ): Promise<string>;
  /** Hands the service a message about an order, and waits until it is handled. */
  tell<Definition extends MessageDefinition>(
    definition: Definition,
    data: DataOf<Definition> & { orderId: string },
  ): Promise<void>;
  /** Messages of one type about an order, in the outbox or published. */
  sent(type: string, orderId: string): Promise<readonly Message[]>;
  /** An order with everything that belongs to it. */
  read(orderId: string): Promise<Awaited<ReturnType<typeof readOrder>>>;
  /** One look for sagas that wait in vain, by a sweeper whose waits have no random part. */
  sweep(): Promise<number>;
  /** The same by the sweeper of another replica. */
  sweepElsewhere(): Promise<number>;
  /**
   * What each of several replicas does when it looks for parcels to ask a carrier about: it takes those whose time has
   * come, and asks. Resolves with how many there were.
   */
  askCarriers(replicas?: number): Promise<number>;
  readonly alerts: Parameters<OrderAlert>[0][];
  stop(): Promise<void>;
}

export interface TestOrdersOptions {
  /** What is answered to each published message; default nothing. */
  readonly respond?: (message: Message) => readonly Message[];
  /** Default 0: a test sees the order before anything has become of it. */
  readonly checkoutWait?: number;
  /** The carriers of the service. Default: the sandbox. */
  readonly carriers?: CarrierOptions;
}

export async function startOrders({
  respond,
  checkoutWait = 0,
  carriers = { kind: 'sandbox' },
}: TestOrdersOptions = {}): Promise<TestOrders> {
  const { url, close } = await createTestDatabase('order');
  const bus = createRecordingBus();
  if (respond !== undefined) answerMessages(bus, respond);
  const neighbours = createNeighbours();
  const statements: string[] = [];
  let offset = 0;
  const now = () => new Date(Date.now() + offset);
  const service = await createOrderService({
    databaseUrl: url,
    identitySecret: TEST_IDENTITY_SECRET,
    bus,
    internal: neighbours.transport,
    logger: { ...console, error: () => undefined },
    onQuery: (sql) => statements.push(sql),
    now,
    checkoutWait,
    sweepInterval: 3_600_000,
    carriers,
  });
  await service.start();
  const database = createDatabase({ databaseUrl: url });
  const query = createSubgraphQuery(service.subgraph);
  const alerts: Parameters<OrderAlert>[0][] = [];
  const transactions = createPrismaOrderTransactions({
    database,
    wakeOutbox: () => undefined,
    announceSettled: () => undefined,
  });
  const queue = createPrismaShipmentQueue(database);
  const askCarrier = createAskCarrier({
    orders: createPrismaOrderStore(database),
    transactions,
    carriers: createCarriers(carriers, { database, now }),
    now,
    alert: (alert) => alerts.push(alert),
  });
  const createSweeper = () =>
    createSagaSweeper({
      sagas: createPrismaSagaStore(database),
      transactions,
      course: createSagaCourse({ alert: (alert) => alerts.push(alert), random: () => 0 }),
      now,
      onError: (error) => {
        throw error;
      },
    });
  const [sweeper, elsewhere] = [createSweeper(), createSweeper()];

  const product = async (priceCents = 2_500, name = 'Chair'): Promise<string> => {
    const id = randomUUID();
    await learnProducts(database, [
      { id, name, priceCents, currencyCode: 'USD', archived: false, version: 1 },
    ]);
    neighbours.stock.set(id, 1_000);
    return id;
  };

  return {
    service,
    query,
    bus,
    database,
    databaseUrl: url,
    neighbours,
    statements,
    alerts,
    now,
    passTime(milliseconds) {
      offset += milliseconds;
    },
    product,
    async place(userId, { priceCents = 2_500, quantity = 2 } = {}) {
      const productId = await product(priceCents);
      const identity = testUser(userId);
      await query(ADD_TO_CART, { input: { productId, quantity } }, identity);
      const input = {
        idempotencyKey: randomUUID(),
        shippingAddressId: neighbours.addAddress(userId),
        paymentMethod: { token: 'tok_visa' },
      };
      const { data } = await query(CHECKOUT, { input }, identity);
      const id: unknown = data?.checkout.order?.id;
      if (typeof id !== 'string') throw new Error(`The checkout was refused: ${JSON.stringify(data)}`);
      return id;
    },
    tell: (definition, data) => bus.deliver(createMessage(definition, { aggregateId: data.orderId, data })),
    async sent(type, orderId) {
      const waiting = await database.outboxMessage.findMany({ where: { type, aggregateId: orderId } });
      const all = [...bus.published, ...waiting.map((row) => row.message as unknown as Message)];
      // The relay publishes before it deletes, so a message can be in both places for a moment.
      const unique = new Map(all.map((message) => [message.id, message]));
      return [...unique.values()].filter(
        (message) => message.type === type && message.aggregateId === orderId,
      );
    },
    read: (orderId) => readOrder(database, orderId),
    sweep: () => sweeper.sweep(),
    sweepElsewhere: () => elsewhere.sweep(),
    async askCarriers(replicas = 1) {
      const looks = await Promise.all(
        Array.from({ length: replicas }, async () => {
          const due = await queue.claimDue(now(), new Date(now().getTime() + 5_000), 100);
          await Promise.all(due.map(askCarrier));
          return due.length;
        }),
      );
      return looks.reduce((sum, count) => sum + count, 0);
    },
    async stop() {
      await service.stop();
      await database.$disconnect();
      await close();
    },
  };
}

export const ADD_TO_CART = `mutation ($input: AddToCartInput!) {
  addToCart(input: $input) {
    cart { token itemCount total { amount } items { product { id } quantity priceChanged unitPrice { amount } lineTotal { amount } } }
    userErrors { code field message }
  }
}`;

export const CHECKOUT = `mutation ($input: CheckoutInput!) {
  checkout(input: $input) { order { id number status total { amount } } userErrors { code field message } }
}`;

function readOrder(database: Database, id: string) {
  return database.order.findUniqueOrThrow({
    where: { id },
    include: {
      items: true,
      shipment: true,
      saga: { include: { history: { orderBy: { sequence: 'asc' } } } },
      timeline: { orderBy: { sequence: 'asc' } },
    },
  });
}

/** Answers what is published, each message on its own, as services would. */
function answerMessages(bus: RecordingBus, respond: (message: Message) => readonly Message[]): void {
  const { publish } = bus;
  bus.publish = async (messages) => {
    await publish(messages);
    for (const answer of messages.flatMap(respond)) void bus.deliver(answer);
  };
}

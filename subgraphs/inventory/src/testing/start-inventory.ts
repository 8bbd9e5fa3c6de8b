import { createMessage, type DataOf, type Message, type MessageDefinition } from '@techally/contracts';
import { createTestDatabase } from '@techally/database/testing';
import type { EventBus } from '@techally/messaging';
import type { Service } from '@techally/subgraph-kit';
import {
  createRecordingBus,
  createSubgraphQuery,
  TEST_IDENTITY_SECRET,
  type RecordingBus,
  type SubgraphQuery,
} from '@techally/subgraph-kit/testing';
import { createDatabase, type Database } from '../adapters/prisma-client.js';
import { createInventoryService, type InventoryServiceDependencies } from '../create-service.js';
import { seedStock } from '../seed-stock.js';

/** An inventory service on a database of its own. */
export interface TestInventory {
  readonly service: Service;
  readonly query: SubgraphQuery;
  /** The default bus; unused when a test brings its own. */
  readonly bus: RecordingBus;
  /** A client of its own, to look into the tables. */
  readonly database: Database;
  readonly databaseUrl: string;
  /** Every SQL statement of the service so far. */
  readonly statements: string[];
  /** Opens the stock of a new product with this many pieces; returns its id. */
  stocked(onHand: number): Promise<string>;
  /** The stock of a product: on hand and reserved. */
  stockOf(productId: string): Promise<{ readonly onHand: number; readonly reserved: number } | null>;
  /** The messages in the outbox or published, of one type and aggregate. */
  sent(type: string, aggregateId: string): Promise<readonly Message[]>;
  stop(): Promise<void>;
}

export type TestInventoryOptions = Partial<Pick<InventoryServiceDependencies, 'now' | 'sweepInterval'>> & {
  readonly bus?: EventBus;
};

export async function startInventory(options: TestInventoryOptions = {}): Promise<TestInventory> {
  const { url, close } = await createTestDatabase('inventory');
  const bus = createRecordingBus();
  const statements: string[] = [];
  const service = await createInventoryService({
    databaseUrl: url,
    identitySecret: TEST_IDENTITY_SECRET,
    bus,
    internal: () => Promise.reject(new Error('The inventory service asks nobody.')),
    logger: console,
    onQuery: (sql) => statements.push(sql),
    ...options,
  });
  await service.start();
  const database = createDatabase({ databaseUrl: url });

  return {
    service,
    query: createSubgraphQuery(service.subgraph),
    bus,
    database,
    databaseUrl: url,
    statements,
    async stocked(onHand) {
      const productId = crypto.randomUUID();
      await seedStock(url, [{ productId, onHand }]);
      return productId;
    },
    stockOf: (productId) =>
      database.stockItem.findUnique({ where: { productId }, select: { onHand: true, reserved: true } }),
    async sent(type, aggregateId) {
      const waiting = await database.outboxMessage.findMany({ where: { type, aggregateId } });
      const all = [...bus.published, ...waiting.map((row) => row.message as unknown as Message)];
      // The relay publishes before it deletes, so a message can be in both places for a moment.
      const byId = new Map(all.map((message) => [message.id, message]));
      return [...byId.values()].filter(
        (message) => message.type === type && message.aggregateId === aggregateId,
      );
    },
    async stop() {
      await service.stop();
      await database.$disconnect();
      await close();
    },
  };
}

/** A message about an order, as the order service would send it. */
export function orderMessage<Definition extends MessageDefinition>(
  definition: Definition,
  data: DataOf<Definition> & { readonly orderId: string },
) {
  return createMessage(definition, { aggregateId: data.orderId, data });
}

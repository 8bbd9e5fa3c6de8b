import { randomUUID } from 'node:crypto';
import { createMessage, InventoryReserved, OrderCancelled, PaymentCompleted } from '@techally/contracts';
import { testUser } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderChanges, OrderRows, OrderTransaction } from '../ports/order-transactions.js';
import { DuplicateCheckoutError } from '../ports/order-transactions.js';
import type { Saga } from '../domain/saga.js';
import type { Shipment } from '../domain/shipment.js';
import { placeConfirmedOrder } from '../testing/place-order.js';
import { CHECKOUT, startOrders, type TestOrders } from '../testing/start-orders.js';
import { itemOfRow, orderOfRow } from './order-row.js';
import { createPrismaOrderTransactions } from './prisma-order-transactions.js';
import { sagaOfRow } from './saga-row.js';

let orders: TestOrders;

beforeAll(async () => {
  orders = await startOrders();
});
afterAll(() => orders.stop());

/** A text with all that JSON and SQL escape. */
const TEXT = `"quoted" 'twice' \\ \n \u2028 {1,NULL} $1 äß 漢字 😀`;
/** Milliseconds matter. */
const time = (minute: number) => new Date(Date.UTC(2031, 1, 28, 23, minute, 59, 987));

function transaction<Result>(run: (tx: OrderTransaction) => Promise<Result>): Promise<Result> {
  const { database } = orders;
  return createPrismaOrderTransactions({
    database,
    wakeOutbox: () => undefined,
    announceSettled: () => undefined,
  }).$transaction(run);
}

async function load(orderId: string): Promise<OrderRows> {
  const rows = await transaction((tx) => tx.orders.lock(orderId));
  if (rows === null) throw new Error(`There is no order ${orderId}.`);
  return rows;
}

/** Saves what `change` makes of an order, and reads it again. */
async function change(orderId: string, make: (rows: OrderRows) => Partial<OrderChanges>): Promise<OrderRows> {
  await transaction(async (tx) => {
    const rows = await tx.orders.lock(orderId);
    if (rows === null) throw new Error(`There is no order ${orderId}.`);
    await tx.orders.save(rows, { ...rows, timeline: [], history: [], messages: [], ...make(rows) });
  });
  return load(orderId);
}

/** The same as Prisma's own queries read it. */
async function loadByPrisma(orderId: string): Promise<OrderRows> {
  const { items, saga, shipment, ...order } = await orders.database.order.findUniqueOrThrow({
    where: { id: orderId },
    include: { items: { orderBy: { position: 'asc' } }, saga: true, shipment: true },
  });
  return { order: orderOfRow(order), items: items.map(itemOfRow), saga: sagaOfRow(saga!), shipment };
}

const AT_REST: Partial<Saga> = {
  state: 'COMPENSATED',
  parkedState: null,
  step: 'validateOrder',
  awaits: 'NOTHING',
  completedSteps: [],
  attempts: 0,
  deadline: null,
  failure: null,
  lastError: null,
  paymentMethodToken: null,
};

const SAGAS: readonly (readonly [string, Partial<Saga>])[] = [
  ['at rest, with nothing set', AT_REST],
  [
    'being undone, with all that it can have',
    {
      ...AT_REST,
      state: 'COMPENSATING',
      step: 'processPayment',
      awaits: 'COMPENSATION',
      completedSteps: ['validateOrder', 'reserveInventory', 'processPayment'],
      attempts: 2,
      deadline: time(1),
      failure: { code: 'OUT_OF_STOCK', message: TEXT },
      lastError: TEXT,
    },
  ],
  [
    'parked, with a card',
    { ...AT_REST, state: 'PARKED', parkedState: 'RUNNING', lastError: '', paymentMethodToken: TEXT },
  ],
];

const UNSENT: Partial<Shipment> = {
  status: 'PENDING',
  trackingNumber: null,
  shippedAt: null,
  deliveredAt: null,
  returnedAt: null,
  carrierCheckAt: null,
};

const SHIPMENTS: readonly (readonly [string, Partial<Shipment>])[] = [
  ['with nothing set', UNSENT],
  [
    'with all set',
    {
      status: 'RETURNED',
      carrier: TEXT,
      trackingNumber: TEXT,
      shippedAt: time(1),
      deliveredAt: time(2),
      returnedAt: time(3),
      carrierCheckAt: time(4),
    },
  ],
];

describe('what is saved of an order', () => {
  it.each(SAGAS)('holds for a saga %s', async (_, saga) => {
    const orderId = await orders.place(randomUUID());
    const before = await load(orderId);
    const after = await change(orderId, (rows) => ({ saga: { ...rows.saga, ...saga } }));
    expect(after).toEqual({
      ...before,
      saga: { ...before.saga, ...saga, updatedAt: expect.any(Date) as Date },
    });
    expect(after.saga.updatedAt.getTime()).toBeGreaterThanOrEqual(before.saga.updatedAt.getTime());
    expect(after).toEqual(await loadByPrisma(orderId));
  });

  it.each(SHIPMENTS)('holds for a shipment %s, a new one and one that was there', async (_, change_) => {
    const orderId = await orders.place(randomUUID());
    const shipment: Shipment = {
      id: randomUUID(),
      orderId,
      status: 'PENDING',
      carrier: 'Standard',
      trackingNumber: null,
      shippedAt: null,
      deliveredAt: null,
      returnedAt: null,
      carrierCheckAt: null,
      version: 1,
      createdAt: time(0),
      updatedAt: time(0),
      ...change_,
    };
    const updatedAt = expect.any(Date) as Date;
    const added = await change(orderId, () => ({ shipment }));
    expect(added.shipment).toEqual({ ...shipment, updatedAt });
    expect(added).toEqual(await loadByPrisma(orderId));

    const opposite = SHIPMENTS.find(([, other]) => other !== change_)?.[1];
    const turned = await change(orderId, (rows) => ({ shipment: { ...rows.shipment!, ...opposite } }));
    expect(turned.shipment).toEqual({ ...shipment, ...opposite, version: 2, updatedAt });
    const back = await change(orderId, (rows) => ({ shipment: { ...rows.shipment!, ...shipment } }));
    expect(back.shipment).toEqual({ ...shipment, version: 3, updatedAt });
    expect(back).toEqual(await loadByPrisma(orderId));
  });

  it('holds for what of the order itself changes, and its version counts', async () => {
    const orderId = await orders.place(randomUUID());
    const before = await load(orderId);
    const cancelled = {
      status: 'CANCELLED',
      refundedCents: 5_500,
      failure: { code: 'OUT_OF_STOCK', message: TEXT },
    } as const;
    const after = await change(orderId, ({ order }) => ({ order: { ...order, ...cancelled } }));
    const updatedAt = expect.any(Date) as Date;
    expect(after.order).toEqual({ ...before.order, ...cancelled, version: 2, updatedAt });
    const back = await change(orderId, ({ order }) => ({
      order: { ...order, status: 'PENDING', failure: null },
    }));
    expect(back.order).toEqual({ ...before.order, refundedCents: 5_500, version: 3, updatedAt });
    expect(back).toEqual(await loadByPrisma(orderId));
  });

  it('is nothing when nothing is different', async () => {
    const { orderId } = await placeConfirmedOrder(orders);
    const before = await orders.read(orderId);
    await change(orderId, () => ({}));
    expect(await orders.read(orderId)).toEqual(before);
  });

  it('leaves the time of the next question to a carrier alone unless it changes', async () => {
    const { orderId } = await placeConfirmedOrder(orders);
    await change(orderId, ({ shipment }) => ({ shipment: { ...shipment!, carrierCheckAt: time(1) } }));
    await transaction(async (tx) => {
      const rows = (await tx.orders.lock(orderId))!;
      // As the queue of shipments does, beside the order's lock.
      await orders.database.shipment.updateMany({ where: { orderId }, data: { carrierCheckAt: time(2) } });
      const shipment = { ...rows.shipment!, trackingNumber: 'T1' };
      await tx.orders.save(rows, { ...rows, shipment, timeline: [], history: [], messages: [] });
    });
    expect((await load(orderId)).shipment).toMatchObject({ trackingNumber: 'T1', carrierCheckAt: time(2) });
  });

  it('keeps the order of timeline, history and messages', async () => {
    const orderId = await orders.place(randomUUID());
    const numbers = Array.from({ length: 30 }, (_, index) => index);
    const data = { orderId, number: 'TA-000000001', userId: randomUUID(), code: 'X', message: TEXT };
    const messages = numbers.map(() => createMessage(OrderCancelled, { aggregateId: orderId, data }));
    // The relay takes messages away as soon as they are there.
    const stored = await transaction(async (tx) => {
      const rows = (await tx.orders.lock(orderId))!;
      await tx.orders.save(rows, {
        ...rows,
        timeline: numbers.map((n) => ({
          status: 'PENDING',
          at: time(n),
          note: n === 3 ? null : `${TEXT}${n}`,
        })),
        history: numbers.map((n) => ({
          step: 'validateOrder',
          kind: 'IGNORED',
          at: time(0),
          note: n === 3 ? null : `${n}`,
        })),
        messages,
      });
      return tx.orders.lock(orderId);
    });
    expect(stored?.order.id).toBe(orderId);
    const { timeline, saga } = await orders.read(orderId);
    expect(timeline.slice(-30).map(({ at, note }) => ({ at, note }))).toEqual(
      numbers.map((n) => ({ at: time(n), note: n === 3 ? null : `${TEXT}${n}` })),
    );
    expect(saga?.history.slice(-30).map(({ note }) => note)).toEqual(
      numbers.map((n) => (n === 3 ? null : `${n}`)),
    );
    await expect
      .poll(() => orders.bus.published.filter((message) => message.type === 'OrderCancelled'))
      .toEqual(messages);
  });
});

describe('a new order', () => {
  it('is the same as Prisma reads it, items in their places', async () => {
    const orderId = await orders.place(randomUUID());
    expect(await load(orderId)).toEqual(await loadByPrisma(orderId));
  });

  it('is refused when its key was used, whichever transaction came first', async () => {
    const template = await load(await orders.place(randomUUID()));
    const {
      id: _id,
      sequence: _sequence,
      status: _status,
      refundedCents: _refundedCents,
      failure: _failure,
      version: _version,
      updatedAt: _updatedAt,
      ...facts
    } = template.order;
    const [userId, key] = [randomUUID(), randomUUID()];
    const create = (tx: OrderTransaction) => {
      const id = randomUUID();
      const items = template.items.map((item) => ({ ...item, id: randomUUID(), orderId: id }));
      const order = { ...facts, id, userId, idempotencyKey: key, requestHash: 'h', cartId: randomUUID() };
      return tx.orders.create(order, items, (created) => ({
        order: created,
        saga: { ...template.saga, id: randomUUID(), orderId: id },
        shipment: null,
        timeline: [],
        history: [],
        messages: [],
      }));
    };
    const outcomes = await Promise.allSettled([transaction(create), transaction(create)]);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.map(({ reason }) => reason as unknown)).toEqual([expect.any(DuplicateCheckoutError)]);
    expect(await orders.database.order.count({ where: { userId } })).toBe(1);
  });
});

describe('statements', () => {
  /** Orders so many products; resolves with the texts of all statements until the order is confirmed. */
  async function statementsOf(products: number): Promise<readonly string[]> {
    const userId = randomUUID();
    const identity = testUser(userId);
    const before = orders.statements.length;
    for (let count = 0; count < products; count += 1) {
      const add = 'mutation ($input: AddToCartInput!) { addToCart(input: $input) { userErrors { code } } }';
      await orders.query(add, { input: { productId: await orders.product(), quantity: 1 } }, identity);
    }
    const input = {
      idempotencyKey: randomUUID(),
      shippingAddressId: orders.neighbours.addAddress(userId),
      paymentMethod: { token: 'tok_visa' },
    };
    const { data } = await orders.query(CHECKOUT, { input }, identity);
    const orderId = String(data.checkout.order.id);
    await orders.tell(InventoryReserved, { orderId, items: [{ productId: randomUUID(), quantity: 1 }] });
    const amount = { cents: 1_000, currencyCode: 'USD' };
    await orders.tell(PaymentCompleted, { paymentId: randomUUID(), orderId, amount });
    expect((await load(orderId)).order.status).toBe('CONFIRMED');
    return [...new Set(orders.statements.slice(before))].toSorted();
  }

  it('have the same texts for one product and for seven, so that each is prepared once', async () => {
    expect(await statementsOf(7)).toEqual(await statementsOf(1));
  });
});

describe('two transactions of one order', () => {
  /** Resolves when a transaction waits for a lock. */
  async function somebodyWaits(): Promise<void> {
    await expect
      .poll(async () => {
        const [row] = await orders.database.$queryRaw<{ count: number }[]>`
          SELECT count(*)::int AS count FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        return row?.count;
      })
      .toBe(1);
  }

  it('come one after the other, and the second finds saga and shipment as the first has left them', async () => {
    const orderId = await orders.place(randomUUID());
    let second: Promise<OrderRows> | undefined;
    await transaction(async (tx) => {
      const rows = (await tx.orders.lock(orderId))!;
      second = load(orderId);
      await somebodyWaits();
      // The row that is locked stays as it is: only what is read after it tells of the change.
      await tx.orders.save(rows, {
        ...rows,
        saga: { ...rows.saga, attempts: 7, lastError: 'changed' },
        shipment: {
          id: randomUUID(),
          orderId,
          status: 'PENDING',
          carrier: 'UPS',
          trackingNumber: 'T2',
          shippedAt: null,
          deliveredAt: null,
          returnedAt: null,
          carrierCheckAt: null,
          version: 1,
          createdAt: time(0),
          updatedAt: time(0),
        },
        timeline: [],
        history: [],
        messages: [],
      });
    });
    expect(await second).toMatchObject({
      saga: { attempts: 7, lastError: 'changed' },
      shipment: { carrier: 'UPS', trackingNumber: 'T2' },
    });
  });
});

import { randomUUID } from 'node:crypto';
import type { AnyMessage, Message } from '@techally/contracts';
import { handlersOf } from '@techally/messaging';
import { createFirstSaga } from '../application/first-saga.js';
import { OrderRevision } from '../application/order-revision.js';
import { reportReturned } from '../application/return-shipment.js';
import { mayLeave, reportLeft } from '../application/shipment-reports.js';
import { canBecome } from '../domain/order-status.js';
import type { Order } from '../domain/order.js';
import { priceOrder } from '../domain/pricing.js';
import type { Saga } from '../domain/saga.js';
import { OrderMessageHandlers } from '../events/order-message-handlers.js';
import type { OrderRows, OrderTransaction } from '../ports/order-transactions.js';
import { createOrderSaga } from '../sagas/order-saga.js';
import { createSagaCourse } from '../sagas/saga-course.js';
import { handleTimeout } from '../sagas/saga-timeouts.js';
import { seededRandom } from './seeded-random.js';
import { createSimulatedInventory, type SimulatedInventory } from './simulated-inventory.js';
import { createSimulatedPayment, type SimulatedPayment } from './simulated-payment.js';

const BY_ADMIN = { code: 'CANCELLED_BY_ADMIN', message: 'The shop could not complete the order.' };

/** How an order ended, and what it left in the other services. */
export interface SimulatedEnd extends OrderRows {
  readonly inventory: SimulatedInventory;
  readonly payment: SimulatedPayment;
  /** Everything that was sent, by anybody. */
  readonly messages: readonly AnyMessage[];
}

/**
 * Lives through one order, in memory and by chance: messages wait, overtake each other and come twice, time passes,
 * reservations run out, the customer cancels, the shop refunds, the parcel leaves and comes back, operators take up what is
 * parked. In the end everything that waits is delivered.
 */
export async function simulateOrder(seed: number): Promise<SimulatedEnd> {
  const random = seededRandom(seed);
  const chance = (probability: number) => random() < probability;
  const pick = (length: number) => Math.floor(random() * length);
  let time = Date.parse('2030-01-01T00:00:00Z');
  const now = () => new Date(time);

  const course = createSagaCourse({ alert: () => undefined, random });
  const saga = createOrderSaga(course);
  const order = newOrder(now());
  const forgetful = chance(0.5);
  const items = [
    {
      id: randomUUID(),
      orderId: order.id,
      productId: randomUUID(),
      productName: 'Chair',
      unitPriceCents: 5_000,
      quantity: 2,
    },
  ];
  const inventory = createSimulatedInventory(order.id, chance, forgetful);
  const payment = createSimulatedPayment(order.id, chance, forgetful);

  const messages: AnyMessage[] = [];
  const waiting: AnyMessage[] = [];
  const post = (sent: readonly Message[]) => {
    messages.push(...(sent as readonly AnyMessage[]));
    waiting.push(...(sent as readonly AnyMessage[]));
  };

  let rows: OrderRows = {
    order,
    items,
    saga: createFirstSaga(order, 'tok_visa', 'simulation'),
    shipment: null,
  };
  const save = (after: OrderRevision) => {
    rows = { order: after.order, items, saga: after.saga, shipment: after.shipment };
    post(after.messages);
  };
  const revise = (change: (revision: OrderRevision) => void) => {
    const revision = new OrderRevision(rows, now());
    change(revision);
    save(revision);
  };
  const transaction = {
    orders: {
      lock: () => Promise.resolve(rows),
      save: (_before: OrderRows, after: OrderRevision) => Promise.resolve(save(after)),
    },
  } as unknown as OrderTransaction;
  const handlers = handlersOf('order', new OrderMessageHandlers(saga, now)) as unknown as Record<
    string,
    ((message: AnyMessage, tx: OrderTransaction) => Promise<void>) | undefined
  >;

  async function deliver(message: AnyMessage): Promise<void> {
    await handlers[message.type]?.(message, transaction);
    post(inventory.handle(message));
    post(payment.handle(message));
  }

  async function deliverAny(): Promise<void> {
    const index = pick(waiting.length);
    const [message] = waiting.splice(index, 1);
    if (message === undefined) return;
    await deliver(message);
    // An answer that is given again has an id of its own, and no inbox knows it.
    const repeated = [
      'InventoryReserved',
      'InventoryReleased',
      'PaymentCompleted',
      'PaymentFailed',
      'PaymentActionRequired',
    ];
    if (repeated.includes(message.type) && chance(0.1)) waiting.push(message);
  }

  function pass(milliseconds: number): void {
    time += milliseconds;
    post(inventory.expire(now()));
    revise((revision) => handleTimeout(revision, course));
  }

  function moveParcel(): void {
    const { shipment } = rows;
    if (shipment === null) return;
    revise((revision) => {
      if (mayLeave(rows)) reportLeft(revision, shipment);
      else if (shipment.status === 'SHIPPED' && chance(0.5)) reportReturned(revision, shipment, true);
    });
  }

  /** As after minutes of silence, but with the answers still on their way. */
  function parkNow(): void {
    revise((revision) => {
      course.park(revision, 'No answer.');
    });
  }

  function operate(): void {
    revise((revision) => {
      if (chance(0.5)) saga.resume(revision);
      else saga.compensate(revision, BY_ADMIN, 'The provider is down.');
    });
  }

  revise((revision) => {
    saga.begin(revision);
  });
  for (let step = 0; step < 40; step += 1) {
    const roll = random();
    if (roll < 0.65) await deliverAny();
    else if (roll < 0.77) pass(random() * 90_000);
    else if (roll < 0.79) pass(31 * 60_000);
    else if (roll < 0.84) post(payment.decide());
    else if (roll < 0.87) post(payment.refundByShop(chance(0.5) ? 3_000 : 10_000));
    else if (roll < 0.9 && canBecome(rows.order.status, 'CANCELLED')) {
      revise((revision) => {
        saga.cancel(revision, {
          code: 'CANCELLED_BY_CUSTOMER',
          message: 'The customer cancelled the order.',
        });
      });
    } else if (roll >= 0.9 && roll < 0.965) {
      if (rows.saga.state === 'PARKED') operate();
      else if (mayBeParked(rows.saga)) parkNow();
    } else if (roll >= 0.965) {
      moveParcel();
    }
  }
  for (let step = 0; step < 400; step += 1) {
    if (waiting.length > 0) await deliverAny();
    else if (payment.state === 'PENDING' || payment.state === 'ACTION') post(payment.decide());
    else if (rows.saga.state === 'RUNNING' || rows.saga.state === 'COMPENSATING') pass(30_000);
    else if (rows.saga.state === 'PARKED') operate();
    else break;
  }
  return { ...rows, inventory, payment, messages };
}

/** Whether its time-out parks it in the end. */
function mayBeParked({ awaits, step, state }: Saga): boolean {
  return (
    awaits === 'COMPENSATION' || (awaits === 'OUTCOME' && state === 'RUNNING' && step === 'processPayment')
  );
}

function newOrder(createdAt: Date): Order {
  return {
    id: randomUUID(),
    sequence: 1,
    userId: randomUUID(),
    status: 'PENDING',
    ...priceOrder([{ quantity: 2, unitPriceCents: 5_000 }]),
    refundedCents: 0,
    currencyCode: 'USD',
    shippingAddress: {
      recipient: 'Ann',
      line1: '1 Main Street',
      line2: null,
      city: 'X',
      state: null,
      postalCode: '1',
      countryCode: 'US',
    },
    failure: null,
    version: 1,
    createdAt,
    updatedAt: createdAt,
  };
}

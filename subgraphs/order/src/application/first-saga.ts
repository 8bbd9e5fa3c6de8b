import { randomUUID } from 'node:crypto';
import type { Order } from '../domain/order.js';
import type { Saga } from '../domain/saga.js';

/** The saga of a new order, before its first step. */
export function createFirstSaga(order: Order, paymentMethodToken: string, correlationId: string): Saga {
  return {
    id: randomUUID(),
    orderId: order.id,
    state: 'RUNNING',
    parkedState: null,
    step: 'validateOrder',
    awaits: 'NOTHING',
    completedSteps: [],
    attempts: 0,
    deadline: null,
    failure: null,
    lastError: null,
    paymentMethodToken,
    correlationId,
    createdAt: order.createdAt,
    updatedAt: order.createdAt,
  };
}

import { randomUUID } from 'node:crypto';
import type { DataOf, MessageOf } from '@techally/contracts';
import {
  createMessage,
  EmailVerificationRequested,
  OrderConfirmed,
  ReservationLost,
  SagaParked,
  ShipmentUpdated,
  UserDeleted,
  UserRegistered,
} from '@techally/contracts';

/** Somebody whom nobody knows yet. */
export function examplePerson() {
  const userId = randomUUID();
  return { userId, email: `ann-${userId}@example.test`, firstName: 'Ann' };
}

export type ExamplePerson = ReturnType<typeof examplePerson>;

export function userRegistered(person: ExamplePerson): MessageOf<typeof UserRegistered> {
  return createMessage(UserRegistered, { aggregateId: person.userId, data: { ...person, lastName: 'Bee' } });
}

export function verificationRequested(
  person: ExamplePerson,
  change: Partial<DataOf<typeof EmailVerificationRequested>> = {},
): MessageOf<typeof EmailVerificationRequested> {
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const data = { ...person, token: 'a-very-secret-token', expiresAt, ...change };
  return createMessage(EmailVerificationRequested, { aggregateId: person.userId, data });
}

export function orderConfirmed(
  { userId }: Pick<ExamplePerson, 'userId'>,
  orderId: string = randomUUID(),
): MessageOf<typeof OrderConfirmed> {
  const data = { orderId, number: 'TA-7', userId, total: { cents: 5_990, currencyCode: 'USD' } };
  return createMessage(OrderConfirmed, { aggregateId: orderId, data });
}

export function shipmentUpdated(
  { userId }: Pick<ExamplePerson, 'userId'>,
  shipmentId: string,
  status: string,
): MessageOf<typeof ShipmentUpdated> {
  const data = {
    shipmentId,
    orderId: randomUUID(),
    userId,
    status,
    carrier: 'TechAlly Express',
    trackingNumber: null,
  };
  return createMessage(ShipmentUpdated, { aggregateId: data.orderId, data });
}

export function userDeleted({ userId }: Pick<ExamplePerson, 'userId'>): MessageOf<typeof UserDeleted> {
  return createMessage(UserDeleted, { aggregateId: userId, data: { userId } });
}

export function sagaParked(orderId: string = randomUUID()): MessageOf<typeof SagaParked> {
  const data = {
    sagaId: randomUUID(),
    orderId,
    number: 'TA-7',
    step: 'processPayment',
    parkedState: 'RUNNING',
    problem: 'No answer to processPayment after 3 attempts.',
  };
  return createMessage(SagaParked, { aggregateId: orderId, data });
}

export function reservationLost(orderId: string = randomUUID()): MessageOf<typeof ReservationLost> {
  const data = {
    sagaId: randomUUID(),
    orderId,
    number: 'TA-7',
    orderStatus: 'SHIPPED',
    problem: 'Chair: 2 wanted, 1 there. The order is SHIPPED already.',
  };
  return createMessage(ReservationLost, { aggregateId: orderId, data });
}

import { randomUUID } from 'node:crypto';
import type { AnyMessage } from '@techally/contracts';
import {
  createMessage,
  OrderCancelled,
  OrderDelivered,
  OrderRefunded,
  PasswordChanged,
  PasswordResetRequested,
  PaymentActionRequired,
  ShipmentCreated,
} from '@techally/contracts';
import {
  examplePerson,
  orderConfirmed,
  reservationLost,
  sagaParked,
  shipmentUpdated,
  userDeleted,
  userRegistered,
  verificationRequested,
} from './example-messages.js';

/** A message of every type that the service consumes; of shipments, one for each status that says something else. */
export function exampleMessages(): readonly AnyMessage[] {
  const ann = examplePerson();
  const { userId, email, firstName } = ann;
  const orderId = randomUUID();
  const order = { orderId, number: 'TA-7', userId };
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const reset = { userId, email, firstName, token: 'a-token', expiresAt };
  const failure = { code: 'OUT_OF_STOCK', message: 'Sold out.' };
  const action = { paymentId: randomUUID(), orderId, userId, clientSecret: 'a-secret' };
  const amount = { cents: 5_990, currencyCode: 'USD' };
  return [
    userRegistered(ann),
    userDeleted(ann),
    verificationRequested(ann),
    createMessage(PasswordResetRequested, { aggregateId: userId, data: reset }),
    createMessage(PasswordChanged, { aggregateId: userId, data: { userId, email } }),
    orderConfirmed(ann, orderId),
    createMessage(OrderCancelled, { aggregateId: orderId, data: { ...order, ...failure } }),
    createMessage(OrderRefunded, { aggregateId: orderId, data: { ...order, amount } }),
    createMessage(OrderDelivered, { aggregateId: orderId, data: order }),
    createMessage(PaymentActionRequired, { aggregateId: orderId, data: action }),
    sagaParked(orderId),
    reservationLost(orderId),
    ...['PENDING', 'SHIPPED', 'OUT_FOR_DELIVERY'].flatMap((status) => {
      const updated = shipmentUpdated(ann, randomUUID(), status);
      return [updated, createMessage(ShipmentCreated, { aggregateId: orderId, data: updated.data })];
    }),
  ];
}

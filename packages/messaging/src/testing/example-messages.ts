import {
  createMessage,
  PaymentCompleted,
  ProcessPayment,
  ReviewAdded,
  UserDeleted,
  type MessageOf,
} from '@techally/contracts';

const orderId = '0199f3a0-0000-7000-8000-000000000001';
const userId = '0199f3a0-0000-7000-8000-000000000002';
const productId = '0199f3a0-0000-7000-8000-000000000003';

/** A message of which `note` tells it from others of its kind. */
export function userDeleted(note = userId): MessageOf<typeof UserDeleted> {
  return createMessage(UserDeleted, { aggregateId: note, data: { userId } });
}

/** A message with another type than {@link userDeleted}. */
export function paymentCompleted(note = orderId): MessageOf<typeof PaymentCompleted> {
  return createMessage(PaymentCompleted, {
    aggregateId: note,
    data: { paymentId: userId, orderId, amount: { cents: 1_999, currencyCode: 'USD' } },
  });
}

/** A command for the payment service. */
export function processPayment(): MessageOf<typeof ProcessPayment> {
  return createMessage(ProcessPayment, {
    aggregateId: orderId,
    data: {
      orderId,
      orderNumber: 'A-1',
      userId,
      amount: { cents: 1_999, currencyCode: 'USD' },
      paymentMethodToken: 'tok_visa',
      idempotencyKey: 'order-1',
    },
  });
}

/** A message that nobody subscribes to. */
export function reviewAdded(): MessageOf<typeof ReviewAdded> {
  return createMessage(ReviewAdded, {
    aggregateId: productId,
    data: { productId, reviewId: orderId, rating: 5, authorId: userId },
  });
}

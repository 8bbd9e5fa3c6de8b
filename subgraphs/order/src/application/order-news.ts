import type { OrderFailure } from '../domain/order.js';
import type { SagaStepName } from '../domain/saga.js';
import type { OrderRevision } from './order-revision.js';

/** What a refund gave back, in cents. */
export interface RefundNews {
  readonly amountCents: number;
  /** What all refunds of the payment gave back, this one included. */
  readonly totalRefundedCents: number;
}

/** What other services tell of an order; the saga listens. Anything may be told at any time, and more than once. */
export interface OrderNews {
  /** A step's command has succeeded. */
  stepCompleted(revision: OrderRevision, step: SagaStepName): void;
  /** A step's command has failed for good: nothing of it is done. */
  stepFailed(revision: OrderRevision, step: SagaStepName, failure: OrderFailure): void;
  /** The customer has to confirm the payment. */
  customerAsked(revision: OrderRevision): void;
  /** The reservation is gone: released on demand, or expired. */
  stockReleased(revision: OrderRevision): void;
  /** Money went back. */
  paymentRefunded(revision: OrderRevision, news: RefundNews): void;
}

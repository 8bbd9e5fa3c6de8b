import type { OrderFailure } from '../domain/order.js';
import type { OrderRevision } from './order-revision.js';

/** What carries an order from checkout to its end; the saga is one. */
export interface OrderProcess {
  /** Takes the first steps of a new order. */
  begin(revision: OrderRevision): void;
  /** Undoes what was done, after which the order is CANCELLED. Changes nothing when it is being undone already. */
  cancel(revision: OrderRevision, failure: OrderFailure): void;
  /** Takes the work on a parked order up again. */
  resume(revision: OrderRevision): void;
  /**
   * Undoes what was done and what may have been done of a parked order, after which it is CANCELLED. One that is being
   * undone already goes on with that, and keeps its failure.
   *
   * @param note why, for operators
   */
  compensate(revision: OrderRevision, failure: OrderFailure, note: string): void;
}

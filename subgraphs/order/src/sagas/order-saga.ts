import { ReservationLost } from '@techally/contracts';
import { ErrorCode } from '@techally/subgraph-kit';
import type { OrderNews } from '../application/order-news.js';
import type { OrderProcess } from '../application/order-process.js';
import type { OrderRevision } from '../application/order-revision.js';
import type { OrderFailure } from '../domain/order.js';
import { orderNumber } from '../domain/order.js';
import type { SagaStepName } from '../domain/saga.js';
import { sagaDirection } from '../domain/saga.js';
import { applyRefund } from './apply-refund.js';
import type { SagaCourse } from './saga-course.js';
import { completeStep } from './saga-course.js';
import { STEPS } from './saga-steps.js';

/** How long the customer has to confirm a payment, in milliseconds: 20 minutes, then the charge is called off. */
export const CUSTOMER_TIME = 20 * 60_000;

/**
 * The saga of an order, moved by messages: each method changes the revision it is given, under the order's lock. News
 * that come twice, late or in the wrong order either change nothing or are made good for (a charge that succeeds
 * after all is refunded, a reservation is released).
 */
export type OrderSaga = OrderProcess & OrderNews;

export function createOrderSaga(course: SagaCourse): OrderSaga {
  function isAtWork({ saga }: OrderRevision, step: SagaStepName): boolean {
    return saga.step === step && saga.awaits !== 'NOTHING';
  }

  function isBackward({ saga }: OrderRevision): boolean {
    return sagaDirection(saga) === 'backward';
  }

  function ignore(revision: OrderRevision, step: SagaStepName, news: string): void {
    revision.record(step, 'IGNORED', news);
  }

  /** Turns back while a step may be in hand: a command that is about to be answered is waited for. */
  function turnBackFromStep(revision: OrderRevision, failure: OrderFailure): void {
    const { step, awaits, state } = revision.saga;
    course.turnBack(revision, failure);
    if (awaits === 'NOTHING') course.undoNext(revision);
    else if (awaits === 'CUSTOMER' || state === 'PARKED') course.undo(revision, step);
    else course.wait(revision, step, 'OUTCOME');
  }

  /** Something was done although everything is being undone, or is undone already. */
  function completedAfterAll(revision: OrderRevision, step: SagaStepName): void {
    const { saga, order } = revision;
    const refunded = step === 'processPayment' && order.refundedCents >= order.totalCents;
    if (refunded || saga.completedSteps.includes(step)) {
      ignore(revision, step, 'completed');
      return;
    }
    revision.setSaga({ completedSteps: [...saga.completedSteps, step] });
    revision.record(step, 'COMPLETED', 'after all; it is undone');
    if (saga.state === 'COMPENSATED') {
      revision.setSaga({ state: 'COMPENSATING' });
      course.undoNext(revision);
    } else if (isAtWork(revision, step)) {
      course.undo(revision, step);
    }
    // Else its turn comes when the step at work is undone.
  }

  return {
    begin: (revision) => {
      course.goOn(revision, null);
    },

    cancel(revision, failure) {
      if (isBackward(revision)) return;
      revision.note('The order is to be cancelled.');
      turnBackFromStep(revision, failure);
    },

    resume(revision) {
      const { step } = revision.saga;
      revision.record(step, 'RESUMED');
      if (isBackward(revision)) {
        course.undo(revision, step);
        return;
      }
      STEPS[step].run(revision);
      course.wait(revision, step, 'OUTCOME');
    },

    compensate(revision, failure, note) {
      const { step } = revision.saga;
      revision.record(step, 'RESUMED', note);
      if (isBackward(revision)) {
        course.undo(revision, step);
        return;
      }
      revision.note('The order is to be cancelled.');
      turnBackFromStep(revision, failure);
    },

    stepCompleted(revision, step) {
      if (isBackward(revision)) {
        completedAfterAll(revision, step);
      } else if (isAtWork(revision, step)) {
        completeStep(revision, step);
        course.goOn(revision, step);
        const { order } = revision;
        if (order.refundedCents > 0) applyRefund(revision, course, order.refundedCents);
      } else {
        ignore(revision, step, 'completed');
      }
    },

    stepFailed(revision, step, failure) {
      const { saga, order } = revision;
      if (isBackward(revision)) {
        if (isAtWork(revision, step) && !saga.completedSteps.includes(step))
          course.undone(revision, step, 'nothing was done');
        else ignore(revision, step, failure.code);
      } else if (isAtWork(revision, step)) {
        revision.record(step, 'FAILED', failure.code);
        course.turnBack(revision, failure);
        course.undoNext(revision);
      } else if (step === 'reserveInventory' && saga.state === 'COMPLETED') {
        // The reservation ran out before the pieces could be sold, and others have them now.
        revision.record(step, 'FAILED', failure.code);
        if (order.status !== 'CONFIRMED') {
          const problem = `${failure.message} The order is ${order.status} already.`;
          revision.send(ReservationLost, {
            sagaId: saga.id,
            orderId: order.id,
            number: orderNumber(order.sequence),
            orderStatus: order.status,
            problem,
          });
          course.alert(revision, problem);
          return;
        }
        // The stock is released all the same: if this answers an earlier command, CommitInventory may still succeed.
        course.turnBack(revision, failure);
        course.undoNext(revision);
      } else {
        ignore(revision, step, failure.code);
      }
    },

    customerAsked(revision) {
      const { saga } = revision;
      const answered = isAtWork(revision, 'processPayment') && saga.awaits === 'OUTCOME';
      if (!answered) {
        ignore(revision, 'processPayment', 'the customer is to confirm');
      } else if (isBackward(revision)) {
        course.undo(revision, 'processPayment');
      } else {
        revision.note('The payment waits to be confirmed by the customer.');
        revision.record('processPayment', 'WAITING', 'the customer is to confirm');
        // The provider has the card now.
        revision.setSaga({ paymentMethodToken: null });
        course.wait(revision, 'processPayment', 'CUSTOMER', { timeout: CUSTOMER_TIME });
      }
    },

    stockReleased(revision) {
      const { saga } = revision;
      const step = 'reserveInventory';
      if (isBackward(revision)) {
        if (isAtWork(revision, step)) course.undone(revision, step);
        else ignore(revision, step, 'released');
      } else if (saga.state === 'COMPLETED') {
        // CommitInventory is on its way, and says what becomes of it.
        const returned = revision.shipment?.status === 'RETURNED';
        ignore(revision, step, returned ? 'what was returned is in stock' : 'the reservation ran out');
      } else {
        revision.record(step, 'FAILED', 'the reservation ran out');
        revision.setSaga({ completedSteps: saga.completedSteps.filter((each) => each !== step) });
        const failure = { code: ErrorCode.RESERVATION_EXPIRED, message: 'The order was not paid in time.' };
        if (isAtWork(revision, step)) {
          course.turnBack(revision, failure);
          course.undoNext(revision);
        } else {
          turnBackFromStep(revision, failure);
        }
      }
    },

    paymentRefunded(revision, { amountCents, totalRefundedCents }) {
      const { saga, order } = revision;
      const step = 'processPayment';
      revision.setRefunded(Math.max(order.refundedCents, totalRefundedCents));
      if (!isBackward(revision)) {
        // Before the charge itself is known of, it only has to be remembered.
        if (saga.state === 'COMPLETED') applyRefund(revision, course, amountCents);
        else revision.record(step, 'WAITING', 'refunded before it was completed');
        return;
      }
      const whole = totalRefundedCents >= order.totalCents;
      // "Nothing to give back" answers only who did not know whether there was a charge.
      const nothingCharged =
        amountCents === 0 && saga.awaits === 'COMPENSATION' && !saga.completedSteps.includes(step);
      if (isAtWork(revision, step) && (whole || nothingCharged)) {
        if (whole) revision.note('The payment was refunded.');
        course.undone(revision, step);
      } else {
        ignore(revision, step, 'refunded');
      }
    },
  };
}

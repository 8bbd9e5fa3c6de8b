import { SagaParked } from '@techally/contracts';
import type { OrderRevision } from '../application/order-revision.js';
import type { OrderFailure } from '../domain/order.js';
import { orderNumber } from '../domain/order.js';
import type { SagaAwaits, SagaStepName } from '../domain/saga.js';
import { SAGA_STEPS, sagaDirection } from '../domain/saga.js';
import { sagaDeadline } from './saga-deadline.js';
import { STEPS } from './saga-steps.js';

/** Writes down what needs a human; the operators are told by messages. */
export type SagaAlert = (alert: {
  readonly sagaId: string;
  readonly orderId: string;
  readonly problem: string;
}) => void;

/** The moves of a saga; which one comes when is up to `order-saga.ts` and `saga-timeouts.ts`. */
export interface SagaCourse {
  /** Takes the steps after the given one until one has to wait; after the last one the saga is COMPLETED. */
  goOn(revision: OrderRevision, after: SagaStepName | null): void;
  /** Turns round: from now on, everything is undone. Says nothing yet of the step in hand. */
  turnBack(revision: OrderRevision, failure: OrderFailure): void;
  /** Undoes the last completed step, and those before it as far as they need no answer; then the saga is COMPENSATED. */
  undoNext(revision: OrderRevision): void;
  /** Undoes a step, whether it is known to be done or not. */
  undo(revision: OrderRevision, step: SagaStepName): void;
  /** A step is undone, or was never done. */
  undone(revision: OrderRevision, step: SagaStepName, note?: string): void;
  /** Waits for an answer. */
  wait(revision: OrderRevision, step: SagaStepName, awaits: SagaAwaits, options?: WaitOptions): void;
  /** Gives up for now and calls a human: by the log, and by a `SagaParked` in the same transaction. */
  park(revision: OrderRevision, problem: string): void;
  /** Has the log say that a human is needed. Who uses it sends the message that tells the operators. */
  alert(revision: OrderRevision, problem: string): void;
}

export interface WaitOptions {
  /** From 1. */
  readonly attempt?: number;
  /** Milliseconds. Default: the step's own. */
  readonly timeout?: number;
}

export interface SagaCourseOptions {
  readonly alert: SagaAlert;
  /** Default `Math.random`. */
  readonly random?: () => number;
}

export function createSagaCourse({ alert, random = Math.random }: SagaCourseOptions): SagaCourse {
  const course: SagaCourse = {
    goOn(revision, after) {
      const index = after === null ? 0 : SAGA_STEPS.indexOf(after) + 1;
      for (const name of SAGA_STEPS.slice(index)) {
        const step = STEPS[name];
        revision.record(name, 'STARTED');
        if (step.run(revision) === 'sent') {
          course.wait(revision, name, 'OUTCOME');
          return;
        }
        completeStep(revision, name);
      }
      rest(revision, 'COMPLETED');
    },

    turnBack(revision, failure) {
      // Nothing will be charged any more.
      revision.setSaga({ state: 'COMPENSATING', parkedState: null, failure, paymentMethodToken: null });
    },

    undoNext(revision) {
      const last = revision.saga.completedSteps.at(-1);
      if (last === undefined) rest(revision, 'COMPENSATED');
      else course.undo(revision, last);
    },

    undo(revision, name) {
      revision.record(name, 'COMPENSATING', STEPS[name].compensation);
      if (STEPS[name].compensate(revision) === 'sent') course.wait(revision, name, 'COMPENSATION');
      else course.undone(revision, name);
    },

    undone(revision, name, note) {
      revision.setSaga({ completedSteps: revision.saga.completedSteps.filter((each) => each !== name) });
      revision.record(name, 'COMPENSATED', note);
      course.undoNext(revision);
    },

    wait(revision, step, awaits, { attempt = 1, timeout = STEPS[step].timeout } = {}) {
      revision.setSaga({
        state: sagaDirection(revision.saga) === 'forward' ? 'RUNNING' : 'COMPENSATING',
        parkedState: null,
        step,
        awaits,
        attempts: attempt,
        deadline: sagaDeadline(revision.now, timeout, attempt, random),
      });
    },

    park(revision, problem) {
      const { saga } = revision;
      const parkedState = sagaDirection(saga) === 'forward' ? 'RUNNING' : 'COMPENSATING';
      revision.setSaga({ state: 'PARKED', parkedState, deadline: null, lastError: problem });
      revision.record(saga.step, 'PARKED', problem);
      revision.send(SagaParked, {
        sagaId: saga.id,
        orderId: saga.orderId,
        number: orderNumber(revision.order.sequence),
        step: saga.step,
        parkedState,
        problem,
      });
      course.alert(revision, problem);
    },

    alert({ saga }, problem) {
      alert({ sagaId: saga.id, orderId: saga.orderId, problem });
    },
  };
  return course;
}

/** A step has succeeded. */
export function completeStep(revision: OrderRevision, name: SagaStepName): void {
  revision.setSaga({ step: name, completedSteps: [...revision.saga.completedSteps, name] });
  revision.record(name, 'COMPLETED');
  STEPS[name].complete(revision);
}

function rest(revision: OrderRevision, state: 'COMPLETED' | 'COMPENSATED'): void {
  revision.setSaga({
    state,
    parkedState: null,
    awaits: 'NOTHING',
    attempts: 0,
    deadline: null,
    paymentMethodToken: null,
  });
}

import { ErrorCode } from '@techally/subgraph-kit';
import type { OrderRevision } from '../application/order-revision.js';
import { sagaDirection } from '../domain/saga.js';
import type { SagaCourse } from './saga-course.js';
import { STEPS } from './saga-steps.js';

/** How often a command is sent before its answer is given up. */
export const MAX_ATTEMPTS = 3;

const UNANSWERED = {
  code: ErrorCode.PROCESSING_TIMEOUT,
  message: 'The order could not be processed in time.',
};
const UNCONFIRMED = {
  code: ErrorCode.PAYMENT_ACTION_REQUIRED,
  message: 'The payment was not confirmed in time.',
};

/**
 * Moves a saga on whose deadline has passed: its command is sent again, the same as before, or given up.
 *
 * @returns whether there was anything to do
 */
export function handleTimeout(revision: OrderRevision, course: SagaCourse): boolean {
  const { saga, now } = revision;
  if (saga.deadline === null || saga.deadline > now) return false;
  const step = STEPS[saga.step];
  const problem = `No answer to ${saga.awaits === 'COMPENSATION' ? step.compensation : step.name} after ${String(saga.attempts)} attempts.`;
  switch (saga.awaits) {
    case 'CUSTOMER':
      revision.record(saga.step, 'FAILED', 'the customer did not confirm');
      course.turnBack(revision, UNCONFIRMED);
      course.undo(revision, saga.step);
      return true;

    case 'OUTCOME':
      if (sagaDirection(saga) === 'backward') {
        course.undo(revision, saga.step);
      } else if (saga.attempts < MAX_ATTEMPTS) {
        retry(() => step.run(revision));
      } else if (step.whenUnanswered === 'park') {
        course.park(revision, problem);
      } else {
        revision.setSaga({ lastError: problem });
        revision.record(saga.step, 'FAILED', problem);
        course.turnBack(revision, UNANSWERED);
        course.undo(revision, saga.step);
      }
      return true;

    case 'COMPENSATION':
      if (saga.attempts < MAX_ATTEMPTS) retry(() => step.compensate(revision));
      else course.park(revision, problem);
      return true;

    case 'NOTHING':
      throw new Error(`Saga ${saga.id} is at rest and has a deadline.`);
  }

  function retry(send: () => unknown): void {
    revision.record(saga.step, 'RETRIED', `attempt ${String(saga.attempts + 1)}`);
    send();
    course.wait(revision, saga.step, saga.awaits, { attempt: saga.attempts + 1 });
  }
}

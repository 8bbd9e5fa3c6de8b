import type { OrderRevision } from '../application/order-revision.js';
import type { SagaStepName } from '../domain/saga.js';

/** `done`: everything happened in this transaction. `sent`: a command was sent, and an answer will come. */
export type StepResult = 'done' | 'sent';

/**
 * One step of the order saga: what it does, and what undoes it. Both only change the revision, so a step happens as a
 * whole or not at all; both may run again (after a time-out), and their commands say the same each time.
 */
export interface SagaStep {
  /** Stable: it is stored. */
  readonly name: SagaStepName;
  /** The name of the compensation, for operators. */
  readonly compensation: string;
  /** Milliseconds to wait for the answer to a command; twice as long after each attempt. */
  readonly timeout: number;
  /** What to do when the forward command is never answered. */
  readonly whenUnanswered: 'compensate' | 'park';
  run(revision: OrderRevision): StepResult;
  /** What follows from its success. */
  complete(revision: OrderRevision): void;
  /** Runs also when it is not known whether the step was done. */
  compensate(revision: OrderRevision): StepResult;
}

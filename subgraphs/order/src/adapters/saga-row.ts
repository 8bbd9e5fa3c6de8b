import type { Saga, SagaEvent, SagaEventKind, SagaStepName } from '../domain/saga.js';
import type { Saga as SagaRow, SagaEvent as SagaEventRow } from './generated/prisma/client.js';
import { failureOfRow } from './order-row.js';

/** Reads a row of the `sagas` table. Only this domain writes it, from the same types. */
export function sagaOfRow({ failureCode, failureMessage, ...row }: SagaRow): Saga {
  return {
    ...row,
    parkedState: row.parkedState as Saga['parkedState'],
    step: row.step as SagaStepName,
    completedSteps: row.completedSteps as SagaStepName[],
    failure: failureOfRow({ failureCode, failureMessage }),
  };
}

/** The columns of a saga that change. */
export function columnsOfSaga(saga: Saga) {
  const {
    state,
    parkedState,
    step,
    awaits,
    completedSteps,
    attempts,
    deadline,
    failure,
    lastError,
    paymentMethodToken,
  } = saga;
  return {
    state,
    parkedState,
    step,
    awaits,
    completedSteps: [...completedSteps],
    attempts,
    deadline,
    failureCode: failure?.code ?? null,
    failureMessage: failure?.message ?? null,
    lastError,
    paymentMethodToken,
  };
}

/** Reads a row of the `saga_events` table. */
export function sagaEventOfRow({ step, kind, at, note }: SagaEventRow): SagaEvent {
  return { step: step as SagaStepName, kind: kind as SagaEventKind, at, note };
}

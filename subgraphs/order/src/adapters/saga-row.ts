import type { Saga, SagaEvent, SagaEventKind, SagaStepName } from '../domain/saga.js';
import { columnsAsFields, fieldsOf } from './columns.js';
import type { Saga as SagaRow, SagaEvent as SagaEventRow } from './generated/prisma/client.js';
import { Prisma } from './generated/prisma/client.js';
import type { JsonRow } from './json-row.js';
import { timeOfJson } from './json-row.js';
import { columnsOfFailure, failureOfRow } from './order-row.js';
import { createRowWriter } from './row-writer.js';

/** The columns of `sagas s`, under the names of the Prisma model. */
export const SAGA_COLUMNS = columnsAsFields(fieldsOf(Prisma.SagaScalarFieldEnum), 's');

/** Writes new sagas. */
export const NEW_SAGAS = createRowWriter('sagas', fieldsOf(Prisma.SagaScalarFieldEnum));

/** Writes what of a saga changes. */
export const CHANGED_SAGAS = createRowWriter(
  'sagas',
  fieldsOf(Prisma.SagaScalarFieldEnum, 'id', 'orderId', 'correlationId', 'createdAt'),
);

/** Writes what happened in sagas. */
export const SAGA_EVENTS = createRowWriter('saga_events', ['sagaId', 'step', 'kind', 'at', 'note']);

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

/** Reads a row of the `sagas` table that came as JSON. */
export function sagaOfJson(row: JsonRow<SagaRow>): Saga {
  return sagaOfRow({
    ...row,
    deadline: timeOfJson(row.deadline),
    createdAt: timeOfJson(row.createdAt),
    updatedAt: timeOfJson(row.updatedAt),
  });
}

/** The columns of a saga, its `updatedAt` as it was read. */
export function columnsOfSaga({ failure, ...saga }: Saga) {
  return { ...saga, ...columnsOfFailure(failure) };
}

/** Reads a row of the `saga_events` table. */
export function sagaEventOfRow({ step, kind, at, note }: SagaEventRow): SagaEvent {
  return { step: step as SagaStepName, kind: kind as SagaEventKind, at, note };
}

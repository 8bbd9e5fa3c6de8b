import type { AuditAction, AuditState } from '@techally/contracts';
import type { AuditActor } from '@techally/subgraph-kit';
import { ErrorCode, isUuid, refuse } from '@techally/subgraph-kit';
import type { Saga } from '../domain/saga.js';
import type { OrderTransactions } from '../ports/order-transactions.js';
import type { SagaStore } from '../ports/saga-store.js';
import { OrderRevision } from './order-revision.js';

export interface ParkedSagaDependencies {
  readonly sagas: SagaStore;
  readonly transactions: OrderTransactions;
  readonly now: () => Date;
}

/** What an operator does to a parked saga. */
export interface ParkedSagaRevision {
  readonly actor: AuditActor;
  readonly sagaId: string;
  readonly action: AuditAction;
  /** What the audit log tells beside the saga's state. */
  readonly remarks?: AuditState;
  /** Said when the saga is not parked: `only a parked one is …`. */
  readonly done: string;
  readonly revise: (revision: OrderRevision) => void;
}

/**
 * Changes a parked saga under its order's lock, with an audit record in the same transaction. Throws a
 * `UserErrorException`: `NOT_FOUND`, or `INVALID_STATE` when it is not parked (any more).
 */
export async function reviseParkedSaga(
  { sagas, transactions, now }: ParkedSagaDependencies,
  { actor, sagaId, action, remarks = {}, done, revise }: ParkedSagaRevision,
): Promise<Saga> {
  await transactions.$transaction(async (tx) => {
    const rows = isUuid(sagaId) ? await tx.orders.lockBySaga(sagaId) : null;
    if (rows === null) noSaga();
    const { state } = rows.saga;
    if (state !== 'PARKED')
      refuse(ErrorCode.INVALID_STATE, `The saga is ${state}; only a parked one is ${done}.`, 'sagaId');
    const revision = new OrderRevision(rows, now());
    revise(revision);
    revision.audit(actor, {
      action,
      targetId: sagaId,
      before: stateOf(rows.saga),
      after: { ...stateOf(revision.saga), ...remarks },
    });
    await tx.orders.save(rows, revision);
  });
  const [saga] = await sagas.findMany([sagaId]);
  return saga ?? noSaga();
}

function noSaga(): never {
  return refuse(ErrorCode.NOT_FOUND, 'There is no such saga.', 'sagaId');
}

/** What the audit log tells of a saga. */
function stateOf({ orderId, state, step, awaits, lastError }: Saga): AuditState {
  return { orderId, state, step, awaits, lastError };
}

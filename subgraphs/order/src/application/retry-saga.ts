import type { AuditState } from '@techally/contracts';
import type { AuditActor } from '@techally/subgraph-kit';
import { ErrorCode, isUuid, refuse } from '@techally/subgraph-kit';
import type { Saga } from '../domain/saga.js';
import type { OrderTransactions } from '../ports/order-transactions.js';
import type { SagaStore } from '../ports/saga-store.js';
import type { OrderProcess } from './order-process.js';
import { OrderRevision } from './order-revision.js';

/** Sends the command of a parked saga again, with an audit record. Throws a `UserErrorException` when it is not parked. */
export type RetrySaga = (actor: AuditActor, sagaId: string) => Promise<Saga>;

export interface RetrySagaDependencies {
  readonly sagas: SagaStore;
  readonly transactions: OrderTransactions;
  readonly process: OrderProcess;
  readonly now: () => Date;
}

export function createRetrySaga({ sagas, transactions, process, now }: RetrySagaDependencies): RetrySaga {
  function noSaga(): never {
    return refuse(ErrorCode.NOT_FOUND, 'There is no such saga.', 'sagaId');
  }

  return async (actor, sagaId) => {
    await transactions.$transaction(async (tx) => {
      const rows = isUuid(sagaId) ? await tx.orders.lockBySaga(sagaId) : null;
      if (rows === null) noSaga();
      const { state } = rows.saga;
      if (state !== 'PARKED')
        refuse(ErrorCode.INVALID_STATE, `The saga is ${state}; only a parked one is retried.`, 'sagaId');
      const revision = new OrderRevision(rows, now());
      process.resume(revision);
      revision.audit(actor, {
        action: 'RETRY_SAGA',
        targetId: sagaId,
        before: stateOf(rows.saga),
        after: stateOf(revision.saga),
      });
      await tx.orders.save(rows, revision);
    });
    const [saga] = await sagas.findMany([sagaId]);
    return saga ?? noSaga();
  };
}

/** What the audit log tells of a saga. */
function stateOf({ orderId, state, step, awaits, lastError }: Saga): AuditState {
  return { orderId, state, step, awaits, lastError };
}

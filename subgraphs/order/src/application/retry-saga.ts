import type { AuditActor } from '@techally/subgraph-kit';
import type { Saga } from '../domain/saga.js';
import type { OrderProcess } from './order-process.js';
import type { ParkedSagaDependencies } from './revise-parked-saga.js';
import { reviseParkedSaga } from './revise-parked-saga.js';

/** Sends the command of a parked saga again, with an audit record. Throws a `UserErrorException` when it is not parked. */
export type RetrySaga = (actor: AuditActor, sagaId: string) => Promise<Saga>;

export interface RetrySagaDependencies extends ParkedSagaDependencies {
  readonly process: OrderProcess;
}

export function createRetrySaga({ process, ...dependencies }: RetrySagaDependencies): RetrySaga {
  return (actor, sagaId) =>
    reviseParkedSaga(dependencies, {
      actor,
      sagaId,
      action: 'RETRY_SAGA',
      done: 'retried',
      revise: (revision) => {
        process.resume(revision);
      },
    });
}

import type { AuditActor } from '@techally/subgraph-kit';
import { ErrorCode } from '@techally/subgraph-kit';
import type { Saga } from '../domain/saga.js';
import type { OrderProcess } from './order-process.js';
import type { ParkedSagaDependencies } from './revise-parked-saga.js';
import { reviseParkedSaga } from './revise-parked-saga.js';

export interface CompensateSagaInput {
  /** UUID. */
  readonly sagaId: string;
  /** Why: for operators and the audit log, not for the customer. */
  readonly reason: string;
}

/**
 * Turns a parked saga round, with an audit record: everything that may have been done is undone, and the order ends
 * CANCELLED with CANCELLED_BY_ADMIN. One that was parked while it was being undone goes on with that, for the failure that
 * it has. Throws a `UserErrorException` when it is not parked.
 */
export type CompensateSaga = (actor: AuditActor, input: CompensateSagaInput) => Promise<Saga>;

export interface CompensateSagaDependencies extends ParkedSagaDependencies {
  readonly process: OrderProcess;
}

/** What the customer is told; the operator's reason may be none of their business. */
const CANCELLED_BY_ADMIN = {
  code: ErrorCode.CANCELLED_BY_ADMIN,
  message: 'The shop could not complete the order.',
};

export function createCompensateSaga({
  process,
  ...dependencies
}: CompensateSagaDependencies): CompensateSaga {
  return (actor, { sagaId, reason }) =>
    reviseParkedSaga(dependencies, {
      actor,
      sagaId,
      action: 'COMPENSATE_SAGA',
      remarks: { reason },
      done: 'compensated',
      revise: (revision) => {
        process.compensate(revision, CANCELLED_BY_ADMIN, reason);
      },
    });
}

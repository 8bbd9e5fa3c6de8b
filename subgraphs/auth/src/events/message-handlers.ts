import type { TransactionalMessageHandlers } from '@techally/messaging';
import { auditEntryOfMessage } from '../application/audit-entry-of.js';
import type { AuditLog } from '../ports/audit-log.js';

/** Binds the audit log to the messages of the other services, each in a transaction with its inbox row. */
export function createMessageHandlers<Tx>(
  auditLogIn: (tx: Tx) => Pick<AuditLog, 'append'>,
): TransactionalMessageHandlers<'auth', Tx> {
  return {
    AuditRecorded: (message, tx) => auditLogIn(tx).append(auditEntryOfMessage(message)),
  };
}

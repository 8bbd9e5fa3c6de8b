import type { MessageByType } from '@techally/contracts';
import { EventHandler } from '@techally/messaging';
import { auditEntryOfMessage } from '../application/audit-entry-of.js';
import type { AuditLog } from '../ports/audit-log.js';

/** Binds the audit log to the messages of the other services, each in a transaction with its inbox row. */
export class MessageHandlers<Tx> {
  constructor(private readonly auditLogIn: (tx: Tx) => Pick<AuditLog, 'append'>) {}

  @EventHandler('AuditRecorded')
  async record(message: MessageByType<'AuditRecorded'>, tx: Tx): Promise<void> {
    await this.auditLogIn(tx).append(auditEntryOfMessage(message));
  }
}

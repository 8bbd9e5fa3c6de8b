import type { Message } from '@techally/contracts';
import { MessagingError } from '@techally/messaging';
import type { DeadLetter, EventBus } from '@techally/messaging';
import type { AuditActor } from '@techally/subgraph-kit';
import { auditRecorded, ErrorCode, refuse } from '@techally/subgraph-kit';

/** The messages that consumers of all services gave up. */
export interface DeadLetterManagement {
  /** The oldest first. */
  list(limit: number): Promise<readonly DeadLetter[]>;
  /**
   * Puts one back into its queue, with all its attempts, and with an audit record; `UserErrorException` when it is not
   * there (any more).
   */
  redrive(actor: AuditActor, id: string): Promise<void>;
}

export interface DeadLetterManagementDependencies {
  readonly bus: Pick<EventBus, 'deadLetters' | 'deadLetter' | 'redrive'>;
  /** Sends a message for certain: it is stored when the promise resolves. */
  readonly send: (message: Message) => Promise<void>;
}

export function createDeadLetterManagement({
  bus,
  send,
}: DeadLetterManagementDependencies): DeadLetterManagement {
  return {
    list: (limit) => bus.deadLetters({ limit }),

    async redrive(actor, id) {
      const letter = (await bus.deadLetter(id)) ?? notThere();
      const { queue, message } = letter;
      // No transaction spans the broker and our database. So the record comes first: it may tell of a redrive that somebody
      // else was quicker with, but none goes without.
      await send(
        auditRecorded(actor, {
          action: 'REDRIVE_DEAD_LETTER',
          targetId: id,
          before: { queue, messageId: message.id, messageType: message.type },
          after: null,
        }),
      );
      try {
        await bus.redrive(id);
      } catch (cause) {
        if (cause instanceof MessagingError && cause.code === 'DEAD_LETTER_NOT_FOUND') notThere();
        throw cause;
      }
    },
  };
}

function notThere(): never {
  refuse(ErrorCode.NOT_FOUND, 'There is no such dead letter; somebody may have redriven it already.', 'id');
}

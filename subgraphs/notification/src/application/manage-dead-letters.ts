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
  /** Deletes one for good, with an audit record; `UserErrorException` when it is not there (any more). */
  discard(actor: AuditActor, id: string): Promise<void>;
}

export interface DeadLetterManagementDependencies {
  readonly bus: Pick<EventBus, 'deadLetters' | 'deadLetter' | 'redrive' | 'discard'>;
  /** Sends a message for certain: it is stored when the promise resolves. */
  readonly send: (message: Message) => Promise<void>;
}

export function createDeadLetterManagement({
  bus,
  send,
}: DeadLetterManagementDependencies): DeadLetterManagement {
  /**
   * No transaction spans the broker and our database. So the record comes first: it may tell of a change that somebody else
   * was quicker with, but none goes without.
   */
  async function change(
    actor: AuditActor,
    id: string,
    action: 'REDRIVE_DEAD_LETTER' | 'DISCARD_DEAD_LETTER',
    apply: (id: string) => Promise<void>,
  ): Promise<void> {
    const { queue, message } = (await bus.deadLetter(id)) ?? notThere();
    const before = { queue, messageId: message.id, messageType: message.type };
    await send(auditRecorded(actor, { action, targetId: id, before, after: null }));
    try {
      await apply(id);
    } catch (cause) {
      if (cause instanceof MessagingError && cause.code === 'DEAD_LETTER_NOT_FOUND') notThere();
      throw cause;
    }
  }

  return {
    list: (limit) => bus.deadLetters({ limit }),
    redrive: (actor, id) => change(actor, id, 'REDRIVE_DEAD_LETTER', (letter) => bus.redrive(letter)),
    discard: (actor, id) => change(actor, id, 'DISCARD_DEAD_LETTER', (letter) => bus.discard(letter)),
  };
}

function notThere(): never {
  refuse(
    ErrorCode.NOT_FOUND,
    'There is no such dead letter; somebody may have redriven or discarded it already.',
    'id',
  );
}

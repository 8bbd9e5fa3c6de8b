import { MessagingError } from '@techally/messaging';
import type { DeadLetter, EventBus } from '@techally/messaging';
import { ErrorCode, refuse } from '@techally/subgraph-kit';

/** The messages that consumers of all services gave up. */
export interface DeadLetterManagement {
  /** The oldest first. */
  list(limit: number): Promise<readonly DeadLetter[]>;
  /** Puts one back into its queue, with all its attempts; `UserErrorException` when it is not there (any more). */
  redrive(id: string): Promise<void>;
}

export function createDeadLetterManagement(
  bus: Pick<EventBus, 'deadLetters' | 'redrive'>,
): DeadLetterManagement {
  return {
    list: (limit) => bus.deadLetters({ limit }),

    async redrive(id) {
      try {
        await bus.redrive(id);
      } catch (error) {
        if (!(error instanceof MessagingError) || error.code !== 'DEAD_LETTER_NOT_FOUND') throw error;
        refuse(
          ErrorCode.NOT_FOUND,
          'There is no such dead letter; somebody may have redriven it already.',
          'id',
        );
      }
    },
  };
}

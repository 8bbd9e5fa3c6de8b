import { ClientError } from '../errors/client-error.js';
import type { Deadlines } from './deadlines.js';
import type { Exchange } from './exchange.js';

export interface AwaitAnswerOptions {
  readonly deadlines: Deadlines;
  /** Called when the client does not wait any more: it has left, or been told that it took too long. */
  readonly leave: () => void;
}

/** A client's wait for an answer. */
export interface AnswerWait {
  /** @returns Whether the client still waits. */
  readonly end: () => boolean;
}

/** Waits for an answer to be made, and answers 504 when that takes too long. */
export function awaitAnswer(exchange: Exchange, { deadlines, leave }: AwaitAnswerOptions): AnswerWait {
  let isLate = false;
  const deadline = deadlines.begin(() => {
    isLate = true;
    // The answer may still be wanted by others; if it is not, the queries to subgraphs are stopped.
    leave();
    exchange.refuse(new ClientError('GATEWAY_TIMEOUT'));
  });
  exchange.onClose(() => {
    deadlines.end(deadline);
    if (!exchange.carrier.isAnswered) leave();
  });
  return {
    end() {
      deadlines.end(deadline);
      return !isLate;
    },
  };
}

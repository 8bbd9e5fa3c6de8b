import { WaitingClient } from '../pipeline/audience.js';
import type { HandleOperation, HttpOperation } from '../pipeline/handle-operation.js';
import { awaitAnswer } from './await-answer.js';
import type { ClientAddress } from './client-address.js';
import type { Deadlines } from './deadlines.js';
import type { Exchange } from './exchange.js';
import { LentMemory } from './lent-memory.js';
import type { AnswerFormat } from './negotiate-media-type.js';

export interface AnswerOperationOptions {
  readonly handleOperation: HandleOperation;
  readonly clientAddress: ClientAddress;
  /** When clients get 504. */
  readonly deadlines: Deadlines;
}

/** A request's operation, read and still to be understood. */
export interface ReceivedOperation extends Pick<HttpOperation, 'method' | 'text' | 'pathId'> {
  readonly format: AnswerFormat;
}

/** Has an operation executed and sends its answer, as long as there is a client that waits for it. */
export function createAnswerOperation({ handleOperation, clientAddress, deadlines }: AnswerOperationOptions) {
  const memory = new LentMemory();

  return (exchange: Exchange, { method, text, pathId, format }: ReceivedOperation): void => {
    const { request } = exchange;
    const client = new WaitingClient();
    const wait = awaitAnswer(exchange, {
      deadlines,
      leave() {
        client.leave();
      },
    });
    const operation = {
      method,
      headers: request.headers,
      text,
      pathId,
      mediaType: format.mediaType,
      requestId: exchange.requestId,
      clientAddress: clientAddress(request),
      client,
      responseHeaders: exchange.head,
    };
    handleOperation(operation).then(
      (answer) => {
        if (wait.end()) exchange.sendAnswer(answer, memory);
      },
      (error: unknown) => {
        if (wait.end()) exchange.refuse(error);
      },
    );
  };
}

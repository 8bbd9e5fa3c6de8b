import { ClientError } from '../errors/client-error.js';
import { WaitingClient } from '../pipeline/audience.js';
import type { HandleOperation, HttpOperation } from '../pipeline/handle-operation.js';
import type { ClientAddress } from './client-address.js';
import type { Exchange } from './exchange.js';
import { LentMemory } from './lent-memory.js';
import type { AnswerFormat } from './negotiate-media-type.js';

export interface AnswerOperationOptions {
  readonly handleOperation: HandleOperation;
  readonly clientAddress: ClientAddress;
  /** Milliseconds after which the client gets 504. */
  readonly requestTimeout: number;
}

/** A request's operation, read and still to be understood. */
export interface ReceivedOperation extends Pick<HttpOperation, 'method' | 'text' | 'pathId'> {
  readonly format: AnswerFormat;
}

/** Has an operation executed and sends its answer, as long as there is a client that waits for it. */
export function createAnswerOperation(options: AnswerOperationOptions) {
  const { handleOperation, requestTimeout } = options;
  const memory = new LentMemory();

  return (exchange: Exchange, { method, text, pathId, format }: ReceivedOperation): void => {
    const { request, response } = exchange;
    const client = new WaitingClient();
    let lent: Buffer | undefined;
    let isAnswered = false;
    const timer = setTimeout(() => {
      isAnswered = true;
      // The answer may still be wanted by others; if it is not, the queries to subgraphs are stopped.
      client.leave();
      exchange.refuse(new ClientError('GATEWAY_TIMEOUT'));
    }, requestTimeout);
    response.on('close', () => {
      clearTimeout(timer);
      if (!response.writableEnded) client.leave();
      // Not before: until then the kernel may still have to read it.
      if (lent !== undefined) memory.giveBack(lent);
    });
    const operation = {
      method,
      headers: request.headers,
      text,
      pathId,
      mediaType: format.mediaType,
      requestId: exchange.requestId,
      clientAddress: options.clientAddress(request),
      client,
      responseHeaders: exchange.head,
    };
    handleOperation(operation).then(
      (answer) => {
        if (!isAnswered) lent = exchange.sendAnswer(answer, memory);
        clearTimeout(timer);
      },
      (error: unknown) => {
        if (!isAnswered) exchange.refuse(error);
        clearTimeout(timer);
      },
    );
  };
}

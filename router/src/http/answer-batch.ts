import type { HttpOptions } from '../config/http-options.js';
import { ClientError } from '../errors/client-error.js';
import { WaitingClient } from '../pipeline/audience.js';
import { parseJson } from '../pipeline/read-client-operation.js';
import type { AnswerOperationOptions, ReceivedOperation } from './answer-operation.js';
import { awaitAnswer } from './await-answer.js';
import { errorAnswer, toClientError } from './error-answer.js';
import type { Exchange } from './exchange.js';
import { mergeHeaders } from './merge-headers.js';

export type BatchOptions = AnswerOperationOptions & HttpOptions['batching'];

interface AnsweredOperation {
  readonly status: number;
  readonly body: Buffer;
  /** What concerns the client, whatever the answer is: names and values in turn. */
  readonly clientHeaders: readonly string[];
}

/** Whether a body is a list. What it holds is still to be read. */
export function isBatch(text: string): boolean {
  return /^\s*\[/.test(text);
}

/**
 * Answers a list of operations by a list of answers in the same order. Each is handled as if it had come alone, so that
 * each counts for limits. The status is 200 unless all of them have the same other one.
 */
export function createAnswerBatch(options: BatchOptions) {
  return (exchange: Exchange, { text, pathId, format }: ReceivedOperation): void => {
    const operations = readBatch(text, options);
    const { request } = exchange;
    const client = operations.map(() => new WaitingClient());
    const wait = awaitAnswer(exchange, {
      deadlines: options.deadlines,
      leave() {
        for (const each of client) each.leave();
      },
    });

    const answerOne = async (operation: string, index: number): Promise<AnsweredOperation> => {
      const responseHeaders: string[] = [];
      try {
        const answer = await options.handleOperation({
          method: 'POST',
          headers: request.headers,
          text: operation,
          pathId,
          mediaType: format.mediaType,
          requestId: exchange.requestId,
          clientAddress: options.clientAddress(request),
          client: client[index] ?? new WaitingClient(),
          responseHeaders,
        });
        return { status: answer.status, body: answer.shared.body, clientHeaders: responseHeaders };
      } catch (error) {
        const refusal = toClientError(error);
        exchange.noteRefusal(refusal);
        const { status, body } = errorAnswer(refusal, format.mediaType);
        const clientHeaders = [...responseHeaders, ...Object.entries(refusal.headers).flat()];
        return { status, body: Buffer.from(body), clientHeaders };
      }
    };

    void Promise.all(operations.map(answerOne)).then((answered) => {
      if (!wait.end()) return;
      exchange.head.push(...mergeHeaders(answered.map(({ clientHeaders }) => clientHeaders)));
      const body = joinBodies(answered.map((each) => each.body));
      const headers = ['content-type', `${format.mediaType}; charset=utf-8`, 'cache-control', 'no-store'];
      exchange.sendBody(commonStatus(answered), [...headers, 'content-length', String(body.length)], body);
    });
  };
}

/** @throws {ClientError} Thrown when the list may not be answered as a whole. */
function readBatch(text: string, { enabled, maxSize }: HttpOptions['batching']): readonly string[] {
  if (!enabled) throw new ClientError('BATCHING_NOT_ENABLED');
  const list = parseJson(text, 'The request body');
  if (!Array.isArray(list) || list.length === 0) {
    throw new ClientError('BAD_REQUEST', { message: 'The list of operations is empty.' });
  }
  if (list.length > maxSize) {
    throw new ClientError('BATCH_LIMIT_EXCEEDED', {
      message: `A list may have ${maxSize} operations; this one has ${list.length}.`,
    });
  }
  return list.map((operation) => JSON.stringify(operation));
}

function commonStatus(answered: readonly AnsweredOperation[]): number {
  const [first] = answered;
  return first !== undefined && answered.every(({ status }) => status === first.status) ? first.status : 200;
}

function joinBodies(bodies: readonly Buffer[]): Buffer {
  const pieces = bodies.flatMap((body, index) => [Buffer.from(index === 0 ? '[' : ','), body]);
  return Buffer.concat([...pieces, Buffer.from(']')]);
}

import { ContractError } from './contract-error.js';
import type { DataOf, MessageDefinition, MessageOf } from './define-message.js';
import { createMessageId } from './message-id.js';
import type { Message } from './message.js';

/** What the sender says; the rest of the envelope follows from it. */
export interface CreateMessageInput<Data> {
  /** The aggregate that it is about, e.g. the order's id. */
  readonly aggregateId: string;
  readonly data: Data;
  /** The message that is being handled now: its correlation id is passed on, its id becomes the causation id. */
  readonly cause?: Message | undefined;
  /** The trace that it belongs to. Default: the cause's. */
  readonly trace?: Pick<Message, 'traceparent' | 'tracestate'> | undefined;
  /** Overrides the correlation id, e.g. with the id of the HTTP request. Default: the cause's, else the new id. */
  readonly correlationId?: string | undefined;
}

/**
 * Makes a message, with its data checked against the definition.
 * @throws ContractError `MESSAGE_INVALID` when the data does not match: better in the sender's transaction than in
 * every consumer.
 */
export function createMessage<Definition extends MessageDefinition>(
  definition: Definition,
  { aggregateId, data, cause, correlationId, trace = cause }: CreateMessageInput<DataOf<Definition>>,
): MessageOf<Definition> {
  const checked = definition.data.safeParse(data);
  if (!checked.success) {
    throw new ContractError('MESSAGE_INVALID', `${definition.type}: ${checked.error.message}`, {
      cause: checked.error,
    });
  }
  const id = createMessageId();
  return {
    id,
    type: definition.type,
    version: definition.version,
    aggregateId,
    data: checked.data as DataOf<Definition>,
    timestamp: new Date().toISOString(),
    correlationId: correlationId ?? cause?.correlationId ?? id,
    causationId: cause?.id ?? null,
    ...(trace?.traceparent === undefined ? {} : { traceparent: trace.traceparent }),
    ...(trace?.tracestate === undefined ? {} : { tracestate: trace.tracestate }),
  };
}

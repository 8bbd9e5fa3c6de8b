import { randomUUID } from 'node:crypto';
import type { Message } from '@techally/contracts';
import type { Message as Delivery, Options } from 'amqplib';
import { describeError } from '../describe-error.js';

const FAILURES = 'x-failures';
const QUEUE = 'x-failed-queue';
const ERROR = 'x-failed-error';
const FAILED_AT = 'x-failed-at';
/** Headers of one message must fit into 64 KB; who looks at dead letters wants less. */
const MAX_ERROR_LENGTH = 4_000;

type Properties = Options.Publish & { readonly messageId: string };

/**
 * Properties of a message on the wire. Its attributes stand in the headers, too, by the names of the CloudEvents AMQP binding
 * (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/amqp-protocol-binding.md#3131-header-names),
 * so that who traces or routes need not read the body; the trace by those of W3C Trace Context.
 */
export function messageProperties(message: Message, failures = 0): Properties {
  return {
    messageId: message.id,
    type: message.type,
    correlationId: message.correlationId,
    timestamp: Math.floor(Date.parse(message.timestamp) / 1000),
    contentType: 'application/json',
    headers: {
      'cloudEvents:specversion': '1.0',
      'cloudEvents:id': message.id,
      'cloudEvents:type': message.type,
      'cloudEvents:source': '/techally',
      'cloudEvents:subject': message.aggregateId,
      'cloudEvents:time': message.timestamp,
      'cloudEvents:dataversion': message.version,
      'cloudEvents:correlationid': message.correlationId,
      ...(message.causationId === null ? {} : { 'cloudEvents:causationid': message.causationId }),
      ...(message.traceparent === undefined ? {} : { traceparent: message.traceparent }),
      ...(message.tracestate === undefined ? {} : { tracestate: message.tracestate }),
      ...(failures === 0 ? {} : { [FAILURES]: failures }),
    },
  };
}

/** Attempts that have failed already. */
export function failuresOf({ properties }: Delivery): number {
  const failures: unknown = properties.headers?.[FAILURES];
  return typeof failures === 'number' ? failures : 0;
}

/** Properties of a dead letter: those of the message, with an id of its own and what has happened. */
export function deadLetterProperties(delivery: Delivery, queue: string, error: unknown): Properties {
  const { headers } = delivery.properties;
  return {
    messageId: randomUUID(),
    type: delivery.properties.type as string | undefined,
    contentType: delivery.properties.contentType as string | undefined,
    headers: {
      ...headers,
      [QUEUE]: queue,
      [ERROR]: describeError(error).slice(0, MAX_ERROR_LENGTH),
      [FAILED_AT]: new Date().toISOString(),
    },
  };
}

/** What a dead letter says about itself: by its consumer's words, or by the broker's where no consumer lived to say something. */
export function deathOf({ properties }: Delivery): { queue: string; error: string; failedAt: Date } {
  const headers = properties.headers ?? {};
  const [death] = headers['x-death'] ?? [];
  const failedAt: unknown = headers[FAILED_AT];
  return {
    queue: String(headers[QUEUE] ?? death?.queue ?? ''),
    error: String(
      headers[ERROR] ?? `Processes stopped while they handled it (${death?.reason ?? 'no details'}).`,
    ),
    failedAt: new Date(typeof failedAt === 'string' ? failedAt : (death?.time.value ?? 0) * 1000),
  };
}

/** The message as it was published. What its body is no JSON of is kept as text: whoever reads it through the contracts refuses it. */
export function readMessage({ content }: Delivery): Message {
  const text = content.toString();
  try {
    return JSON.parse(text) as Message;
  } catch {
    return text as unknown as Message;
  }
}

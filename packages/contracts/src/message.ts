import { z } from 'zod';

/** The schema of {@link Message}, without its data. Unknown keys are dropped: a reader tolerates a newer sender. */
export const envelopeSchema = z.object({
  id: z.guid(),
  type: z.string().min(1),
  version: z.int().positive(),
  aggregateId: z.string().min(1),
  data: z.unknown(),
  timestamp: z.iso.datetime(),
  correlationId: z.string().min(1),
  causationId: z.string().min(1).nullable(),
  // What is no trace context is no reason to lose a message.
  traceparent: z
    .string()
    .regex(/^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/)
    .optional()
    .catch(undefined),
  tracestate: z.string().max(512).optional().catch(undefined),
});

/** What travels between domains: one fact (event) or one request (command) in its envelope. */
export interface Message<Type extends string = string, Data = unknown> {
  /** UUID, unique for each message; what inboxes de-duplicate by. Newer messages have greater ids (UUIDv7). */
  readonly id: string;
  /** Name of the definition, e.g. `OrderCreated`; decides the queues it goes to. */
  readonly type: Type;
  /** Version of the data's schema, from 1. */
  readonly version: number;
  /** Id of the aggregate that it is about; messages of one aggregate leave their outbox in order. */
  readonly aggregateId: string;
  readonly data: Data;
  /** When it was created: ISO 8601 in UTC, with milliseconds. */
  readonly timestamp: string;
  /** Shared by everything that one request set off; the first message's own id unless the caller gave one. */
  readonly correlationId: string;
  /** Id of the message whose handling created this one; `null` for the first of a chain. */
  readonly causationId: string | null;
  /** The trace that it belongs to (https://www.w3.org/TR/trace-context/#traceparent-header), where there is one. */
  readonly traceparent?: string | undefined;
  /** What tracing systems add to it. */
  readonly tracestate?: string | undefined;
}

import type { z } from 'zod';
import type { Message } from './message.js';

/** An `event` tells what happened, to whoever listens; a `command` asks exactly one service to do something. */
export type MessageKind = 'event' | 'command';

/** The contract of one version of one message. */
export interface MessageDefinition<Type extends string = string, Data extends z.ZodType = z.ZodType> {
  readonly type: Type;
  readonly version: number;
  readonly kind: MessageKind;
  /** Schema of the data. Unknown keys are dropped, so that fields can be added without a new version. */
  readonly data: Data;
  /** Versions that may still be on their way: in outboxes, in queues, among dead letters. Each leads to the next one. */
  readonly older?: readonly OlderVersion[];
}

/** A version that is not sent any more, and how it is read. */
export interface OlderVersion {
  readonly version: number;
  readonly data: z.ZodType;
  /** Makes the data of the next version from valid data of this one. */
  upcast(data: unknown): unknown;
}

/** Declares an older version of a message, typed by its schema. */
export function olderVersion<Data extends z.ZodType>(older: {
  readonly version: number;
  readonly data: Data;
  readonly upcast: (data: z.output<Data>) => unknown;
}): OlderVersion {
  return { ...older, upcast: (data) => older.upcast(data as z.output<Data>) };
}

/** Declares a message. Each definition has a file of its own, named for its type. */
export function defineMessage<const Type extends string, Data extends z.ZodType>(
  definition: MessageDefinition<Type, Data>,
): MessageDefinition<Type, Data> {
  return definition;
}

/** The data of a definition: `DataOf<typeof OrderCreated>`. */
export type DataOf<Definition extends MessageDefinition> = z.output<Definition['data']>;

/** The whole message of a definition: `MessageOf<typeof OrderCreated>`. */
export type MessageOf<Definition extends MessageDefinition> = Message<Definition['type'], DataOf<Definition>>;

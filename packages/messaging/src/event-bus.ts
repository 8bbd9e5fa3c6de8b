import type { Message } from '@techally/contracts';

/** What can be broadcast. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

/** A consumer of one queue. */
export interface SubscribeOptions {
  /** The service that consumes; with `type` it names the queue. */
  readonly service: string;
  readonly type: string;
  /**
   * Handles one message, which the bus does not validate. It is done when the promise resolves. When it rejects, the
   * message comes again after a wait, or goes to the dead-letter queue if attempts are used up or the error has
   * `retryable: false`.
   */
  readonly handle: (message: Message) => Promise<void>;
  /** How many messages may be handled at once in this process. Default 10. With 1 they come in order. */
  readonly concurrency?: number | undefined;
  /** How often the handler may fail before the message is a dead letter. Default 5. */
  readonly attempts?: number | undefined;
}

/** A running consumer. */
export interface Subscription {
  /** Takes no more messages and waits for those in the handler's hands. */
  close(): Promise<void>;
}

/** A message that its consumer gave up. */
export interface DeadLetter {
  /** For `redrive` and `discard`. Not the message's id. */
  readonly id: string;
  /** The queue that it failed in, `<service>.<MessageType>`. */
  readonly queue: string;
  /** As it was published; what made it fail may be its very shape. */
  readonly message: Message;
  /** The last error, as text. */
  readonly error: string;
  readonly failedAt: Date;
}

/**
 * The port to the broker: work queues (each message to every subscribed service, to one of its replicas, at least
 * once) and fan-out (each broadcast to every process, at most once).
 *
 * Delivery is at least once and in order only as far as said below: handlers are idempotent (see `receiveOnce`), and
 * messages that overtake each other are told apart by the `version` in their data.
 */
export interface EventBus {
  /** Connects and declares every queue of the topology, so that nothing is lost that has no consumer yet. */
  start(): Promise<void>;

  /**
   * Resolves when every message is durable in every queue subscribed to its type. When it rejects, none may have arrived, or
   * some of them: publish all of them again. Within one call the order is kept in each queue (handlers that run at once, and
   * attempts that fail, break it later). A type that nobody subscribes to goes nowhere.
   */
  publish(messages: readonly Message[]): Promise<void>;

  /** Starts to consume a queue. @throws MessagingError `QUEUE_UNKNOWN` when the topology has no such subscription. */
  subscribe(options: SubscribeOptions): Promise<Subscription>;

  /**
   * Tells every process that listens now, this one included. Nobody is told later: best effort.
   * @throws MessagingError `BROADCAST_TOO_LARGE`; 7 KB of JSON are sure to fit every transport.
   */
  broadcast(topic: string, payload: JsonValue): Promise<void>;

  /** Listens to a topic; returns the function that stops listening. */
  onBroadcast(topic: string, listener: (payload: JsonValue) => void): () => void;

  /** The oldest dead letters first. `limit` defaults to 100. */
  deadLetters(options?: { readonly limit?: number | undefined }): Promise<readonly DeadLetter[]>;

  /** One dead letter; null when there is none of this id. */
  deadLetter(id: string): Promise<DeadLetter | null>;

  /** Puts a dead letter back into the queue that it came from, with all its attempts. @throws MessagingError `DEAD_LETTER_NOT_FOUND`. */
  redrive(id: string): Promise<void>;

  /** Deletes a dead letter for good. @throws MessagingError `DEAD_LETTER_NOT_FOUND`. */
  discard(id: string): Promise<void>;

  /**
   * Messages that are not done yet (waiting, in hand, or waiting for another attempt), for each queue of the topology. A transport
   * that cannot tell which queue those come from that wait for another attempt counts them as `retry`, when there are any.
   */
  depth(): Promise<Record<string, number>>;

  /** Takes no more messages, waits for handlers in flight up to a limit, and disconnects. What is unfinished comes again. */
  close(): Promise<void>;
}

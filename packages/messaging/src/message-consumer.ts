import { parseMessage, SUBSCRIPTIONS } from '@techally/contracts';
import type { AnyMessage, MessageByType, ServiceName, SubscribedType } from '@techally/contracts';
import type { EventBus, Subscription } from './event-bus.js';
import { createInboxExpiry } from './inbox/inbox-expiry.js';
import { receiveOnce, type InboxClient, type InboxTransaction } from './inbox/receive-once.js';
import { MessageRejectedError } from './message-rejected-error.js';
import { warn } from './warn.js';

/** A handler for each type that the service subscribes to: one that is missing would let its queue grow for ever. */
export type MessageHandlers<Service extends ServiceName> = {
  readonly [Type in SubscribedType<Service>]: (message: MessageByType<Type>) => Promise<void>;
};

/** As {@link MessageHandlers}, each with the transaction that also holds the inbox row. */
export type TransactionalMessageHandlers<Service extends ServiceName, Tx> = {
  readonly [Type in SubscribedType<Service>]: (message: MessageByType<Type>, tx: Tx) => Promise<void>;
};

interface CommonOptions<Service extends ServiceName> {
  readonly bus: EventBus;
  readonly service: Service;
  /** Messages handled at once, for each type. Default: the bus's own. */
  readonly concurrency?: number | undefined;
  /** Attempts before a message is a dead letter. Default: the bus's own. */
  readonly attempts?: number | undefined;
  /** Called after a message was handled and its transaction committed, e.g. to wake the outbox relay. */
  readonly afterHandled?: (() => void) | undefined;
}

/** Handlers without an inbox: each takes care of duplicates itself. */
export interface MessageConsumerOptions<Service extends ServiceName> extends CommonOptions<Service> {
  readonly prisma?: undefined;
  readonly ignores?: undefined;
  readonly handlers: MessageHandlers<Service>;
}

/** Handlers that run once for each message, inside a transaction of the domain's database. */
export interface TransactionalMessageConsumerOptions<
  Service extends ServiceName,
  Tx extends InboxTransaction,
> extends CommonOptions<Service> {
  readonly prisma: InboxClient<Tx>;
  readonly handlers: TransactionalMessageHandlers<Service, Tx>;
  /** Says of which messages nothing follows, by themselves: they cost no transaction and no inbox row. Default: of none. */
  readonly ignores?: (message: AnyMessage) => boolean;
}

/** The consumers of one service. */
export interface MessageConsumer {
  /** Subscribes to every queue of the service; the bus must be started. */
  start(): Promise<void>;
  /** Takes no more messages and waits for those in hand. */
  close(): Promise<void>;
}

/**
 * Binds a service's table of handlers to its queues. Every message is read through the contracts first: one that is
 * invalid, or of a type or version that is not known, is a dead letter at once.
 */
export function createMessageConsumer<Service extends ServiceName, Tx extends InboxTransaction>(
  options: TransactionalMessageConsumerOptions<Service, Tx>,
): MessageConsumer;
export function createMessageConsumer<Service extends ServiceName>(
  options: MessageConsumerOptions<Service>,
): MessageConsumer;
export function createMessageConsumer<Service extends ServiceName, Tx extends InboxTransaction>(
  options: MessageConsumerOptions<Service> | TransactionalMessageConsumerOptions<Service, Tx>,
): MessageConsumer {
  const { bus, service, prisma, ignores, concurrency, attempts, afterHandled } = options;
  // The table is typed by type; here, where any type comes along, a handler takes any message.
  const handlers = options.handlers as Readonly<Record<string, (message: unknown, tx?: Tx) => Promise<void>>>;
  const expiry =
    prisma === undefined ? undefined : createInboxExpiry({ prisma, consumer: service, onError: warn });
  let subscriptions: Subscription[] = [];

  const subscribe = (type: string): Promise<Subscription> => {
    const handler = handlers[type];
    if (handler === undefined) throw new TypeError(`${service} has no handler for ${type}.`);
    return bus.subscribe({
      service,
      type,
      concurrency,
      attempts,
      handle: async (received) => {
        const message = parseMessage(received);
        if (message.type !== type) {
          throw new MessageRejectedError(`A ${message.type} lay in the queue of ${type}.`);
        }
        if (ignores?.(message) === true) return;
        if (prisma === undefined) await handler(message);
        else await receiveOnce(prisma, { consumer: service, message }, (tx) => handler(message, tx));
        afterHandled?.();
      },
    });
  };

  return {
    start: async () => {
      subscriptions = await Promise.all(SUBSCRIPTIONS[service].map(subscribe));
      expiry?.start();
    },
    close: async () => {
      await Promise.all(subscriptions.map((subscription) => subscription.close()));
      subscriptions = [];
      await expiry?.stop();
    },
  };
}

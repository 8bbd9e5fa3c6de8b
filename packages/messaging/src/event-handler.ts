import { SUBSCRIPTIONS } from '@techally/contracts';
import type { MessageByType, MessageType, ServiceName } from '@techally/contracts';
import type { MessageHandlers, TransactionalMessageHandlers } from './message-consumer.js';

/** The methods that handle messages, by type, of each class that has some. */
const handlersByPrototype = new WeakMap<object, Map<string, string>>();

/** What can be marked: it takes the message and, where the consumer has an inbox, the transaction that holds the inbox row. */
type HandlerMethod<Type extends MessageType> = (message: MessageByType<Type>, tx: never) => Promise<void>;

/**
 * Marks the method of a class that handles messages of these types: `@EventHandler('OrderCreated')`.
 * {@link handlersOf} makes the table from them that a consumer takes.
 *
 * @throws TypeError When the class has a handler for one of them already.
 */
export function EventHandler<const Type extends MessageType>(...types: readonly [Type, ...Type[]]) {
  return <Method extends HandlerMethod<Type>>(
    prototype: object,
    method: string,
    _descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    const handlers = handlersByPrototype.get(prototype) ?? new Map<string, string>();
    handlersByPrototype.set(prototype, handlers);
    for (const type of types) {
      if (handlers.has(type)) throw new TypeError(`${type} has two handlers.`);
      handlers.set(type, method);
    }
  };
}

/**
 * The handlers of a service, from an object whose methods are marked by {@link EventHandler}, for a consumer with an inbox. For
 * one without, the methods must take the message alone.
 *
 * @throws TypeError When a type that the service subscribes to has no handler, so that its queue would grow for ever; or
 * when one has a handler that the service would never call.
 */
export function handlersOf<Service extends ServiceName, Tx>(
  service: Service,
  handler: object,
): MessageHandlers<Service> & TransactionalMessageHandlers<Service, Tx> {
  const methods =
    handlersByPrototype.get(Object.getPrototypeOf(handler) as object) ?? new Map<string, string>();
  const wanted: readonly string[] = SUBSCRIPTIONS[service];
  const missing = wanted.filter((type) => !methods.has(type));
  if (missing.length > 0) throw new TypeError(`${service} has no handler for ${missing.join(', ')}.`);
  const idle = [...methods.keys()].filter((type) => !wanted.includes(type));
  if (idle.length > 0) throw new TypeError(`${service} does not subscribe to ${idle.join(', ')}.`);
  const object = handler as Readonly<Record<string, (message: unknown, tx: Tx) => Promise<void>>>;
  return Object.fromEntries(
    [...methods].map(([type, method]) => [type, (message: unknown, tx: Tx) => object[method]?.(message, tx)]),
  ) as unknown as MessageHandlers<Service> & TransactionalMessageHandlers<Service, Tx>;
}

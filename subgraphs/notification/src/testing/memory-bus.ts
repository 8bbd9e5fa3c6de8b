import type { Message } from '@techally/contracts';
import type { EventBus, SubscribeOptions } from '@techally/messaging';

/** A bus of one process without queues: `deliver` hands a message to its subscribers and rejects with their errors. */
export interface MemoryBus extends EventBus {
  readonly published: Message[];
  deliver(message: Message): Promise<void>;
}

/** Creates a {@link MemoryBus}; what is published is only kept. */
export function createMemoryBus(): MemoryBus {
  const subscriptions = new Set<SubscribeOptions>();
  const published: Message[] = [];
  const nothing = () => Promise.resolve();
  return {
    published,
    deliver: async (message) => {
      for (const { type, handle } of subscriptions) if (type === message.type) await handle(message);
    },
    start: nothing,
    publish: (messages) => {
      published.push(...messages);
      return Promise.resolve();
    },
    subscribe: (options) => {
      subscriptions.add(options);
      return Promise.resolve({
        close: () => {
          subscriptions.delete(options);
          return Promise.resolve();
        },
      });
    },
    broadcast: nothing,
    onBroadcast: () => () => undefined,
    deadLetters: () => Promise.resolve([]),
    deadLetter: () => Promise.resolve(null),
    redrive: nothing,
    discard: nothing,
    depth: () => Promise.resolve({}),
    close: nothing,
  };
}

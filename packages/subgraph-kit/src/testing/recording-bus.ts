import type { Message } from '@techally/contracts';
import type { EventBus } from '@techally/messaging';

/**
 * A bus that keeps what is published and delivers only what a test hands to `deliver`. For tests of one service,
 * where the messages are the test's own subject; what spans services runs on the real bus.
 */
export interface RecordingBus extends EventBus {
  readonly published: Message[];
  /** Hands a message to the subscribed handlers and waits for them. */
  deliver(message: Message): Promise<void>;
}

export function createRecordingBus(): RecordingBus {
  const published: Message[] = [];
  const handlers = new Map<string, ((message: Message) => Promise<void>)[]>();
  return {
    published,
    async deliver(message) {
      for (const handle of handlers.get(message.type) ?? []) await handle(message);
    },
    start: () => Promise.resolve(),
    publish(messages) {
      published.push(...messages);
      return Promise.resolve();
    },
    subscribe({ type, handle }) {
      handlers.set(type, [...(handlers.get(type) ?? []), handle]);
      return Promise.resolve({ close: () => Promise.resolve() });
    },
    broadcast: () => Promise.resolve(),
    onBroadcast: () => () => undefined,
    deadLetters: () => Promise.resolve([]),
    deadLetter: () => Promise.resolve(null),
    redrive: () => Promise.resolve(),
    discard: () => Promise.resolve(),
    depth: () => Promise.resolve({}),
    close: () => Promise.resolve(),
  };
}

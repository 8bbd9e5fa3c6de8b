import type { JsonValue } from './event-bus.js';

/** Who listens to which topic in this process. */
export class BroadcastListeners {
  readonly #listeners = new Map<string, Set<(payload: JsonValue) => void>>();

  /** @param onError Hears of what a listener throws; the others are told all the same. */
  constructor(private readonly onError: (error: unknown) => void) {}

  /** Adds a listener; returns the function that removes it. */
  add(topic: string, listener: (payload: JsonValue) => void): () => void {
    const group = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, group.add(listener));
    return () => {
      group.delete(listener);
    };
  }

  /** Tells everybody who listens to the topic. */
  tell(topic: string, payload: JsonValue): void {
    for (const listener of this.#listeners.get(topic) ?? []) {
      try {
        listener(payload);
      } catch (error) {
        this.onError(error);
      }
    }
  }
}

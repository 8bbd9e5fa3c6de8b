import { ChangesInTurn } from '../changes-in-turn.js';
import type { SupergraphListeners } from './supergraph-source.js';

export interface UpdateQueue {
  /** Gives a text to the listener, unless it is the last one again. Resolves when the listener is done with it. */
  deliver(sdl: string): Promise<void>;
  /** Nothing is delivered after this. */
  close(): void;
}

/** Delivers texts one at a time. A text that was refused is not offered again until another came between. */
export function createUpdateQueue(first: string, { onUpdate, onError }: SupergraphListeners): UpdateQueue {
  let last = first;
  let isClosed = false;
  const deliveries = new ChangesInTurn();

  async function deliverNow(sdl: string): Promise<void> {
    if (isClosed || sdl === last) return;
    last = sdl;
    try {
      await onUpdate(sdl);
    } catch (error) {
      onError(error);
    }
  }

  return {
    deliver: (sdl) => deliveries.make(() => deliverNow(sdl)),
    close() {
      isClosed = true;
    },
  };
}

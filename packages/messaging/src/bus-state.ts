import { MessagingError } from './messaging-error.js';

/** Where an event bus is in its life: it starts once, and is closed once. */
export class BusState {
  #state: 'new' | 'starting' | 'started' | 'closed' = 'new';

  get isStarted(): boolean {
    return this.#state === 'started';
  }

  /** @throws {MessagingError} `BUS_CLOSED` when it has been started or closed before. */
  begin(): void {
    if (this.#state !== 'new') throw new MessagingError('BUS_CLOSED', 'An event bus starts once.');
    this.#state = 'starting';
  }

  started(): void {
    this.#state = 'started';
  }

  /** Whether it was open until now. */
  close(): boolean {
    if (this.#state === 'closed') return false;
    this.#state = 'closed';
    return true;
  }

  /** @throws {MessagingError} `BUS_CLOSED`, `BUS_NOT_STARTED` */
  assertStarted(): void {
    if (this.#state === 'closed') throw new MessagingError('BUS_CLOSED', 'The event bus is closed.');
    if (this.#state !== 'started')
      throw new MessagingError('BUS_NOT_STARTED', 'Call start() on the event bus first.');
  }
}

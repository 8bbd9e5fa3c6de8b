import { Cancellation } from '../cancellation/cancellation.js';

/** One client that waits for an answer. */
export class WaitingClient {
  #audience: Audience | undefined;
  #hasLeft = false;

  /** Who waits together with this client. */
  join(audience: Audience): void {
    audience.count(1);
    this.#audience = audience;
    if (this.#hasLeft) audience.count(-1);
  }

  /** Its connection closed before the answer. */
  leave(): void {
    if (this.#hasLeft) return;
    this.#hasLeft = true;
    this.#audience?.count(-1);
  }
}

/** The clients that wait for one answer. When the last of them leaves, the work for it may stop. */
export class Audience {
  /** Cancelled when nobody waits any more. */
  readonly cancellation = new Cancellation();
  #waiting = 0;
  #joined = 0;

  constructor(first: WaitingClient) {
    first.join(this);
  }

  /** Whether nobody waits any more. */
  get isEmpty(): boolean {
    return this.#waiting === 0;
  }

  /** Whether more than one client has come, also if some have left. */
  get isShared(): boolean {
    return this.#joined > 1;
  }

  /** Called by clients as they come and go. */
  count(change: 1 | -1): void {
    this.#waiting += change;
    if (change === 1) this.#joined += 1;
    if (this.#waiting === 0) this.cancellation.cancel();
  }
}

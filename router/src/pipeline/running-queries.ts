import type { RequestCost } from '../demand-control/request-cost.js';
import type { Audience, WaitingClient } from './audience.js';

/**
 * The queries that are being executed, by all that their answers depend on, so that a client who asks the same again
 * meanwhile gets the same answer: one execution and one encoded text, however many wait.
 */
export class RunningQueries<Answer> {
  readonly #running = new Map<string, RunningQuery<Answer>>();

  /** Lets a client wait for a running query of this key; `undefined` when there is none. */
  join(key: string, client: WaitingClient): RunningQuery<Answer> | undefined {
    const running = this.#running.get(key);
    // Its work may have been stopped when everybody left.
    if (running === undefined || running.audience.isEmpty) return undefined;
    client.join(running.audience);
    return running;
  }

  /** Lets others join until the answer is there. */
  add(key: string, running: RunningQuery<Answer>): void {
    this.#running.set(key, running);
    const remove = () => {
      if (this.#running.get(key) === running) this.#running.delete(key);
    };
    running.answer.then(remove, remove);
  }
}

export interface RunningQuery<Answer> {
  readonly audience: Audience;
  readonly answer: Promise<Answer>;
  /** What it costs, if that is known: whoever joins it may have to pay as much. */
  readonly cost?: RequestCost | undefined;
}

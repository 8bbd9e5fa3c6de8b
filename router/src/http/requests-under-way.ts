import type { RequestListener } from 'node:http';

/** Knows when the last request of a listener has ended. */
export class RequestsUnderWay {
  #count = 0;
  #whenNone: (() => void) | undefined;

  /** Counts the requests that a listener handles. */
  count(listener: RequestListener): RequestListener {
    const end = () => {
      this.#count -= 1;
      if (this.#count === 0) this.#whenNone?.();
    };
    return (request, response) => {
      this.#count += 1;
      response.on('close', end);
      listener(request, response);
    };
  }

  /** Resolves when none is under way. No request may come any more. */
  ended(): Promise<void> {
    if (this.#count === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#whenNone = resolve;
    });
  }
}

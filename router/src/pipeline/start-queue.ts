/** With fewer operations under way than this, the next one starts at once. */
const FREE = 4;

/** How many waiting operations start in one turn of the event loop. */
const PER_TURN = 2;

/**
 * Lets operations that are under way go on before new ones begin. Without it, a router under load has all its clients'
 * operations half done at the same time, each with a tree of fetched data: the garbage collector copies these trees
 * again and again, which takes a fifth of the CPU time of 50 large operations at a time.
 *
 * New operations begin a few at a time, after the replies that a turn of the event loop brought have been worked on. It
 * is no limit: where subgraphs are slow, turns are short, and all operations that come are under way.
 */
export class StartQueue {
  /** Those that have started are `undefined`: whatever is held here longer than needed is copied by the collector, too. */
  readonly #waiting: ((() => void) | undefined)[] = [];
  #first = 0;
  #running = 0;
  #scheduled = false;

  /** Runs an operation, now or in one of the next turns. */
  run<T>(operation: () => Promise<T>): Promise<T> {
    if (this.#running < FREE && this.#first === this.#waiting.length) return this.#start(operation);
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => {
        this.#start(operation).then(resolve, reject);
      });
      this.#schedule();
    });
  }

  async #start<T>(operation: () => Promise<T>): Promise<T> {
    this.#running += 1;
    try {
      return await operation();
    } finally {
      this.#running -= 1;
    }
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#startSome();
    });
  }

  #startSome(): void {
    for (let count = 0; count < PER_TURN && this.#first < this.#waiting.length; count++) {
      const start = this.#waiting[this.#first];
      this.#waiting[this.#first] = undefined;
      this.#first += 1;
      start?.();
    }
    if (this.#first === this.#waiting.length) {
      this.#waiting.length = 0;
      this.#first = 0;
      return;
    }
    // The part that has started is dropped from time to time, not at each start.
    if (this.#first > 1_000) {
      this.#waiting.splice(0, this.#first);
      this.#first = 0;
    }
    this.#schedule();
  }
}

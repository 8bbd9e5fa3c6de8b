import { withDeadline } from './with-deadline.js';

/** All that waits for the same counter, in the order in which it came. */
export interface BatchGroup<Parameters, Item> {
  readonly key: string;
  readonly parameters: Parameters;
  readonly items: readonly Item[];
}

export interface BatchQueueOptions<Parameters, Item, Result> {
  /** Sends groups of different keys. Resolves with a result for each item of each group, in order. */
  readonly send: (groups: readonly BatchGroup<Parameters, Item>[]) => Promise<readonly (readonly Result[])[]>;
  /** Whether two items for the same key may stand in one group. Those that may not go in different batches. */
  readonly isSame: (a: Parameters, b: Parameters) => boolean;
  /** Batches that may be under way at once. What comes meanwhile waits, and then goes in one batch. */
  readonly maxInFlight: number;
  /** Has `flush` called at the end of this turn of the event loop, perhaps together with others. */
  readonly schedule: () => void;
}

interface WaitingGroup<Parameters, Item, Result> extends BatchGroup<Parameters, Item> {
  readonly items: Item[];
  readonly waiting: PromiseWithResolvers<Result>[];
}

/** Milliseconds that a batch may take before the store counts as away. */
const TIMEOUT = 2_000;
/** Milliseconds that what is not urgent waits for something that is. */
const PATIENCE = 20;
/** Keys in one batch, so that one batch does not keep the server from others for long. */
const MAX_GROUPS = 500;

/**
 * Gathers what is asked in one turn of the event loop, and sends it together. The turn in which a server reads requests
 * reads those of all its connections, so under load a batch holds what dozens of requests need, and waits for nothing.
 */
export class BatchQueue<Parameters, Item, Result> {
  #groups = new Map<string, WaitingGroup<Parameters, Item, Result>>();
  /** What could not go with the group of its key. */
  #later: { key: string; parameters: Parameters; item: Item; waiting: PromiseWithResolvers<Result> }[] = [];
  /** Whether a timer runs for what is not urgent. */
  #isPatient = false;
  #inFlight = 0;
  #whenIdle: PromiseWithResolvers<void> | undefined;

  constructor(private readonly options: BatchQueueOptions<Parameters, Item, Result>) {}

  add(key: string, parameters: Parameters, item: Item): Promise<Result> {
    const waiting = Promise.withResolvers<Result>();
    this.#enqueue(key, parameters, { item, waiting });
    if (this.#inFlight < this.options.maxInFlight) this.options.schedule();
    return waiting.promise;
  }

  /** Adds what nobody waits for: it goes with the next batch, in its turn, and alone when none comes soon. */
  addWithoutHaste(key: string, parameters: Parameters, item: Item): Promise<Result> {
    const waiting = Promise.withResolvers<Result>();
    this.#enqueue(key, parameters, { item, waiting });
    this.#waitForOthers();
    return waiting.promise;
  }

  #waitForOthers(): void {
    if (this.#isPatient) return;
    this.#isPatient = true;
    setTimeout(() => {
      this.#isPatient = false;
      this.flush();
    }, PATIENCE).unref();
  }

  /** Sends what is there, and resolves when nothing is under way any more. Nothing may be added meanwhile. */
  async drain(): Promise<void> {
    this.flush();
    if (this.#inFlight === 0) return;
    this.#whenIdle ??= Promise.withResolvers();
    await this.#whenIdle.promise;
  }

  #enqueue(
    key: string,
    parameters: Parameters,
    { item, waiting }: { item: Item; waiting: PromiseWithResolvers<Result> },
  ): void {
    const group = this.#groups.get(key);
    if (group === undefined) {
      this.#groups.set(key, { key, parameters, items: [item], waiting: [waiting] });
    } else if (this.options.isSame(group.parameters, parameters)) {
      group.items.push(item);
      group.waiting.push(waiting);
    } else {
      this.#later.push({ key, parameters, item, waiting });
    }
  }

  /** Sends what is there. */
  flush(): void {
    while (this.#groups.size > 0 && this.#inFlight < this.options.maxInFlight) {
      const groups = this.#takeGroups();
      this.#inFlight += 1;
      void this.#send(groups).finally(() => {
        this.#inFlight -= 1;
        this.flush();
        if (this.#inFlight === 0) this.#whenIdle?.resolve();
      });
    }
  }

  #takeGroups(): WaitingGroup<Parameters, Item, Result>[] {
    const groups: WaitingGroup<Parameters, Item, Result>[] = [];
    for (const group of this.#groups.values()) {
      groups.push(group);
      this.#groups.delete(group.key);
      if (groups.length === MAX_GROUPS) break;
    }
    const later = this.#later;
    this.#later = [];
    for (const { key, parameters, ...rest } of later) this.#enqueue(key, parameters, rest);
    return groups;
  }

  async #send(groups: readonly WaitingGroup<Parameters, Item, Result>[]): Promise<void> {
    try {
      const results = await withDeadline(this.options.send(groups), TIMEOUT);
      groups.forEach(({ waiting }, index) => {
        waiting.forEach(({ resolve, reject }, position) => {
          const result = results[index]?.[position];
          if (result === undefined) reject(new Error('The store answered less than it was asked.'));
          else resolve(result);
        });
      });
    } catch (error) {
      for (const { waiting } of groups) for (const { reject } of waiting) reject(error);
    }
  }
}

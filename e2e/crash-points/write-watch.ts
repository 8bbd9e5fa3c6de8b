/** A place in the life of an order at which a process can die. */
export interface CrashPoint {
  /** The process that writes. */
  readonly service: string;
  /** What is written: a statement of SQL without its values, or what goes to the broker. */
  readonly write: string;
  /** Which one of the same kind, from 1. */
  readonly occurrence: number;
  /** `before`: the write never leaves the process. `after`: it is done, and the process never hears of it. */
  readonly moment: 'before' | 'after';
}

/** A write that was done. */
export interface ObservedWrite {
  readonly service: string;
  readonly write: string;
  /** Whether it outlives its process: false within a transaction that is not committed yet. */
  readonly lasts: boolean;
}

export interface WriteWatchOptions {
  /** Kills a process by its id. */
  readonly kill: (service: string) => void;
}

/**
 * Stands beside the taps (see `sql-tap.ts`, `amqp-tap.ts`), which tell it of each write before it goes on its way and
 * when it is done. It writes down what it hears, and kills a process at the point that it is armed with.
 */
export class WriteWatch {
  #observed: ObservedWrite[] = [];
  #done = new Map<string, number>();
  #armed: CrashPoint | null = null;
  #before: ((service: string, write: string) => Promise<void>) | null = null;

  constructor(private readonly options: WriteWatchOptions) {}

  /** Forgets what was written so far. `point` is where to kill, once. */
  begin(point: CrashPoint | null): void {
    this.#observed = [];
    this.#done = new Map();
    this.#armed = point;
  }

  /** Whether the point that it was armed with was not met yet. */
  get isArmed(): boolean {
    return this.#armed !== null;
  }

  get observed(): readonly ObservedWrite[] {
    return this.#observed;
  }

  /** Runs before every write, and holds it up: for what is to happen at an exact moment. */
  onWrite(listener: (service: string, write: string) => Promise<void>): void {
    this.#before = listener;
  }

  /** @returns Whether the write may go on; false when its process was just killed. */
  async before(service: string, write: string): Promise<boolean> {
    await this.#before?.(service, write);
    return !this.#isPoint(service, write, 'before', this.#count(service, write) + 1);
  }

  /** @returns Whether the process may hear of it; false when it was just killed. */
  after({ service, write, lasts }: ObservedWrite): boolean {
    const occurrence = this.#count(service, write) + 1;
    this.#done.set(keyOf(service, write), occurrence);
    this.#observed.push({ service, write, lasts });
    return !this.#isPoint(service, write, 'after', occurrence);
  }

  #count(service: string, write: string): number {
    return this.#done.get(keyOf(service, write)) ?? 0;
  }

  #isPoint(service: string, write: string, moment: CrashPoint['moment'], occurrence: number): boolean {
    const point = this.#armed;
    if (point?.service !== service || point.write !== write) return false;
    if (point.moment !== moment || point.occurrence !== occurrence) return false;
    this.#armed = null;
    this.options.kill(service);
    return true;
  }
}

function keyOf(service: string, write: string): string {
  return `${service}\n${write}`;
}

import type { PlanningHost, StartPlanningHost } from './planning-host.js';
import type { PlanningOutcome, PlanningTask } from './planning-messages.js';
import { PlanningError } from './planning-error.js';

export interface PlanningPoolOptions {
  readonly start: StartPlanningHost;
  readonly supergraphSdl: string;
  /** Milliseconds that an operation may take to be planned, waiting included. */
  readonly timeLimit: number;
  /**
   * Milliseconds without anything to plan after which the host ends: in operation, all plans are cached, and a host takes
   * 50 MB. The next operation to be planned starts another one, which takes 0.2 s.
   */
  readonly idleTime: number;
  /** How many operations are planned at the same time. */
  readonly lanes: number;
  /**
   * How many slow ones are planned beside them, once they have taken `SLOW_AFTER`, so that a few heavy operations leave
   * the lanes to all others. 0 when the host cannot plan more than `lanes`.
   */
  readonly slowLanes: number;
  /** Whether the host stops a plan when it is told to. If not, the host is ended. */
  readonly canCancel: boolean;
}

/** Milliseconds after which an operation counts as slow; nearly all are planned in less than 5. */
const SLOW_AFTER = 250;

/** Milliseconds that a host has to stop a plan. */
const CANCEL_GRACE = 1_000;

/** Milliseconds that a host has to load the supergraph. */
const LOAD_LIMIT = 120_000;

/** Operations that may wait; the next is refused. */
const MAX_WAITING = 1_000;

interface Job {
  readonly id: number;
  readonly task: PlanningTask;
  readonly resolve: (plan: string) => void;
  readonly reject: (error: unknown) => void;
  timers: NodeJS.Timeout[];
  isSlow: boolean;
}

/** Plans operations in a host: a few at a time, each within its time, and in a new host when the host has ended. */
export class PlanningPool {
  #host: PlanningHost | undefined;
  #loading: Promise<void> | undefined;
  #isLoaded = false;
  #isClosed = false;
  #lastId = 0;
  #idle: NodeJS.Timeout | undefined;
  readonly #running = new Map<number, Job>();
  readonly #waiting = new Set<Job>();

  constructor(private readonly options: PlanningPoolOptions) {}

  /**
   * Starts the host, unless it runs.
   *
   * @throws {PlanningError} Thrown when the planner cannot be used.
   */
  load(): Promise<void> {
    this.#loading ??= this.#start();
    return this.#loading;
  }

  /**
   * The plan as JSON text.
   *
   * @throws {PlanningError} Thrown when there is none in time, or too many operations wait.
   */
  async plan(task: PlanningTask, signal?: AbortSignal): Promise<string> {
    signal?.throwIfAborted();
    if (this.#isClosed) throw new PlanningError('QUERY_PLANNING_FAILED', 'The planner is closed.');
    if (this.#waiting.size >= MAX_WAITING) {
      throw new PlanningError('QUERY_PLANNING_OVERLOADED', `${MAX_WAITING} operations wait to be planned.`);
    }
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const job: Job = { id: ++this.#lastId, task, resolve, reject, timers: [], isSlow: false };
    this.#after(job, this.options.timeLimit, () => {
      const message = `The operation was not planned within ${this.options.timeLimit} ms.`;
      this.#giveUp(job, new PlanningError('QUERY_PLANNING_TIMEOUT', message));
    });
    const abandon = () => {
      this.#abandon(job, signal?.reason);
    };
    signal?.addEventListener('abort', abandon, { once: true });
    this.#waiting.add(job);
    this.#advance();
    try {
      return await promise;
    } finally {
      signal?.removeEventListener('abort', abandon);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#idle);
    this.#fail([...this.#running.values(), ...this.#waiting], 'The planner is closed.');
    await this.#host?.end();
  }

  #start(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const host = this.options.start({
      onAnswer: (answer) => {
        if (answer.kind === 'loaded') {
          this.#isLoaded = true;
          resolve(undefined);
          this.#advance();
        } else if (answer.kind === 'unusable') {
          reject(new PlanningError('QUERY_PLANNING_FAILED', `The planner cannot be used: ${answer.reason}`));
          void host.end();
        } else this.#finish(answer);
      },
      onEnd: (reason) => {
        clearTimeout(impatience);
        reject(new PlanningError('QUERY_PLANNING_FAILED', `The planner ended: ${reason}`));
        this.#onEnd(reason);
      },
    });
    const impatience = setTimeout(() => void host.end(), LOAD_LIMIT);
    promise.then(
      () => {
        clearTimeout(impatience);
      },
      () => undefined,
    );
    this.#host = host;
    host.send({ kind: 'load', supergraphSdl: this.options.supergraphSdl });
    return promise;
  }

  /** Sends waiting operations to the host, as far as there are lanes. */
  #advance(): void {
    if (this.#waiting.size > 0 && !this.#isClosed) {
      // A failure to load reaches the waiting operations through `onEnd`.
      this.load().catch(() => undefined);
    }
    if (this.#isLoaded) {
      for (const job of this.#waiting) {
        if (this.#count((running) => !running.isSlow) >= this.options.lanes) break;
        this.#waiting.delete(job);
        this.#running.set(job.id, job);
        this.#host?.send({ kind: 'plan', id: job.id, ...job.task });
        if (this.options.slowLanes > 0) this.#after(job, SLOW_AFTER, this.#slow);
      }
    }
    this.#host?.keepAlive(!this.#isLoaded || this.#running.size > 0);
    this.#endWhenIdle();
  }

  #endWhenIdle(): void {
    clearTimeout(this.#idle);
    if (!this.#isLoaded || this.#running.size > 0 || this.#waiting.size > 0) return;
    this.#idle = setTimeout(() => void this.#host?.end(), this.options.idleTime).unref();
  }

  /** A slow operation leaves its lane. When there is no slow lane for it and others wait, it has to end. */
  readonly #slow = (job: Job): void => {
    if (this.#count(({ isSlow }) => isSlow) < this.options.slowLanes) {
      job.isSlow = true;
      this.#advance();
    } else if (this.#waiting.size === 0) {
      this.#after(job, SLOW_AFTER, this.#slow);
    } else {
      const message = 'The operation takes long to plan, and too many others like it are being planned.';
      this.#giveUp(job, new PlanningError('QUERY_PLANNING_OVERLOADED', message));
    }
  };

  #finish(answer: PlanningOutcome): void {
    const job = this.#running.get(answer.id);
    if (job === undefined) return;
    if (answer.kind === 'planned') job.resolve(answer.plan);
    else job.reject(new PlanningError('QUERY_PLANNING_FAILED', answer.reason));
    this.#forget(job);
    this.#advance();
  }

  /** Nobody waits for the plan any more. A host that cannot stop it goes on, until the time limit ends the host. */
  #abandon(job: Job, reason: unknown): void {
    job.reject(reason);
    if (this.#waiting.has(job)) this.#forget(job);
    else if (this.options.canCancel) this.#stop(job);
  }

  #giveUp(job: Job, error: PlanningError): void {
    job.reject(error);
    if (this.#running.has(job.id)) this.#stop(job);
    else this.#forget(job);
  }

  /** Stops work on a running operation, which keeps its lane until the host has let go of it. */
  #stop(job: Job): void {
    for (const timer of job.timers) clearTimeout(timer);
    if (!this.options.canCancel) void this.#host?.end();
    else {
      this.#host?.send({ kind: 'cancel', id: job.id });
      this.#after(job, CANCEL_GRACE, () => void this.#host?.end());
    }
  }

  #onEnd(reason: string): void {
    const wasLoaded = this.#isLoaded;
    this.#host = undefined;
    this.#loading = undefined;
    this.#isLoaded = false;
    this.#fail([...this.#running.values()], `The planner ended while it planned the operation: ${reason}`);
    // Whoever waits is planned by the next host; but not where hosts end before they can plan anything. With nobody waiting,
    // as after an idle time, it starts when it is needed.
    if (!wasLoaded || this.#isClosed) this.#fail([...this.#waiting], `The planner does not start: ${reason}`);
    else if (this.#waiting.size > 0) this.load().catch(() => undefined);
  }

  #fail(jobs: readonly Job[], message: string): void {
    for (const job of jobs) {
      job.reject(new PlanningError('QUERY_PLANNING_FAILED', message));
      this.#forget(job);
    }
  }

  #forget(job: Job): void {
    for (const timer of job.timers) clearTimeout(timer);
    this.#running.delete(job.id);
    this.#waiting.delete(job);
  }

  #after(job: Job, milliseconds: number, action: (job: Job) => void): void {
    job.timers.push(setTimeout(action, milliseconds, job));
  }

  #count(predicate: (job: Job) => boolean): number {
    let count = 0;
    for (const job of this.#running.values()) if (predicate(job)) count += 1;
    return count;
  }
}

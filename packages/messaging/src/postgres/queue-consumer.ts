import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { PgBoss } from 'pg-boss';
import { describeError } from '../describe-error.js';
import type { SubscribeOptions } from '../event-bus.js';
import type { Backoff } from '../exponential-backoff.js';
import { isRetryable } from '../message-rejected-error.js';
import { inTransaction } from './boss-database.js';
import type { ClaimedJob, JobClaims } from './job-claims.js';
import type { JobDeletions } from './job-deletions.js';
import { deadLetterQueue } from './declare-queues.js';
import { deleteJob } from './delete-job.js';
import type { DeadJobData, JobData } from './job-data.js';

/** What a consumer works with. */
export interface QueueConsumerContext {
  readonly pool: Pool;
  readonly boss: PgBoss;
  readonly claims: JobClaims;
  readonly deletions: JobDeletions;
  readonly backoff: Backoff;
  readonly onError: (error: unknown) => void;
}

/** Wait before a statement that settles a job is tried again, in milliseconds. */
const SETTLE_RETRY_MS = 500;

/**
 * Takes jobs from one queue and hands them to a handler, up to `concurrency` at once.
 *
 * It has its own loop in place of pg-boss's `work`, whose workers each fetch for themselves (`concurrency` empty
 * fetches for one notification) or wait for the slowest job of a batch. Here one fetch asks for as many jobs as
 * there is room for, and all consumers of a process share their fetches and their deletes.
 */
export class QueueConsumer {
  readonly #inFlight = new Set<ClaimedJob>();
  readonly #running = new Set<Promise<void>>();
  readonly #retryTimers = new Set<NodeJS.Timeout>();
  #pumping = false;
  /** There may be jobs that it has not asked for yet. */
  #woken = false;
  #closed = false;
  #abandoned = false;

  constructor(
    private readonly context: QueueConsumerContext,
    readonly queue: string,
    private readonly options: Pick<SubscribeOptions, 'handle'> & { concurrency: number; attempts: number },
  ) {}

  /** Looks for jobs: called on a notification, after a poll that found some, and when a retry is due. */
  wake(): void {
    this.#woken = true;
    this.#resume();
  }

  /** Whether it would take a job at once. */
  get hasRoom(): boolean {
    return !this.#closed && this.#room > 0;
  }

  /** Tells the database that this process is alive and still at work on what it holds. */
  async beat(): Promise<void> {
    const attempts = [...this.#inFlight];
    if (attempts.length > 0) await this.context.boss.touch(this.queue, attempts);
  }

  /** Takes no more jobs, and waits until those in hand are settled or `signal` fires. */
  async close(signal?: AbortSignal): Promise<void> {
    this.#closed = true;
    for (const timer of this.#retryTimers) clearTimeout(timer);
    signal?.addEventListener('abort', () => (this.#abandoned = true));
    const abandoned = new Promise<void>((resolve) => {
      signal?.addEventListener('abort', () => {
        resolve();
      });
    });
    while (this.#pumping || this.#running.size > 0) {
      if (this.#abandoned) return;
      await Promise.race([Promise.all([...this.#running, delay(1)]), abandoned]);
    }
  }

  get #room(): number {
    return this.options.concurrency - this.#inFlight.size;
  }

  #resume(): void {
    // The next poll wakes it again after an error.
    if (this.#woken && this.hasRoom && !this.#pumping) this.#pump().catch(this.context.onError);
  }

  async #pump(): Promise<void> {
    this.#pumping = true;
    try {
      // Where there is no room, the next job that ends makes some, and goes on.
      while (this.#woken && this.hasRoom) {
        const room = this.#room;
        this.#woken = false;
        const jobs = await this.context.claims.claim(this.queue, room);
        for (const job of jobs) this.#run(job);
        if (jobs.length === room) this.#woken = true;
      }
    } finally {
      // In the same turn as the last look at `#woken` and the room, so that no wake falls between the two.
      this.#pumping = false;
    }
  }

  #run(job: ClaimedJob): void {
    this.#inFlight.add(job);
    const running = this.#handle(job)
      .catch(this.context.onError)
      .finally(() => {
        this.#running.delete(running);
      });
    this.#running.add(running);
  }

  async #handle(job: ClaimedJob): Promise<void> {
    let settle: () => Promise<void>;
    try {
      await this.options.handle(job.data.message);
      const urgent = this.options.concurrency === 1;
      settle = () => this.context.deletions.delete(this.queue, job, { urgent });
    } catch (error) {
      const failures = job.data.failures + 1;
      const again = isRetryable(error) && failures < this.options.attempts;
      settle = () => (again ? this.#retry(job, failures) : this.#bury(job, error));
    }
    // In order, one at a time, means that the next job waits for this one to be settled, too.
    if (this.options.concurrency > 1) this.#release(job);
    try {
      await this.#insist(settle);
    } finally {
      if (this.options.concurrency === 1) this.#release(job);
    }
  }

  #release(job: ClaimedJob): void {
    this.#inFlight.delete(job);
    this.#resume();
  }

  /** A result that cannot be written now is written later: giving up would handle the message a second time. */
  async #insist(settle: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        await settle();
        return;
      } catch (error) {
        this.context.onError(error);
        if (this.#closed) return;
        await delay(SETTLE_RETRY_MS);
      }
    }
  }

  async #retry(job: ClaimedJob, failures: number): Promise<void> {
    const wait = this.context.backoff(failures);
    const data: JobData = { ...job.data, failures };
    await this.#replace(job, this.queue, { id: job.id, data, startAfter: new Date(Date.now() + wait) });
    if (this.#closed) return;
    const timer = setTimeout(() => {
      this.#retryTimers.delete(timer);
      this.wake();
    }, wait + 1);
    this.#retryTimers.add(timer);
  }

  async #bury(job: ClaimedJob, error: unknown): Promise<void> {
    const data: DeadJobData = { ...job.data, error: describeError(error) };
    await this.#replace(job, deadLetterQueue(this.queue), { data });
  }

  async #replace(job: ClaimedJob, queue: string, insert: { id?: string; data: JobData; startAfter?: Date }) {
    const { pool, boss } = this.context;
    await inTransaction(pool, async (db) => {
      if (await deleteJob(boss, db, this.queue, job)) await boss.insert(queue, [insert], { db });
    });
  }
}

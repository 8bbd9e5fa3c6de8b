import type { Message } from '@techally/contracts';

/** What a job in a work queue carries. */
export interface JobData {
  readonly message: Message;
  /** Failed attempts so far. */
  readonly failures: number;
  /** Milliseconds since the epoch, and the place within the call: a fetched batch comes back in no order. */
  readonly publishedAt: number;
  readonly position: number;
}

/** What a job in a dead-letter queue carries. */
export interface DeadJobData extends JobData {
  /** Missing when pg-boss itself gave up, because the processes that took the message kept dying. */
  readonly error?: string;
}

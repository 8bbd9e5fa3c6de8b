import type { Pool } from 'pg';

const NOTIFY_QUEUES = {
  name: 'notify-queues',
  text: 'SELECT pg_notify($1, queue) FROM unnest($2::text[]) AS queue',
};

/**
 * Tells other processes of messages in queues, after these were published. A NOTIFY holds a lock that there is once in the whole
 * cluster until its transaction is written; on the bus's connections that waits for no disk (see `createPool`).
 */
export class JobNotifier {
  /** The NOTIFY channel that consumers listen to. */
  channel = '';
  readonly #queues = new Set<string>();
  #sending: Promise<void> | undefined;

  constructor(
    private readonly pool: Pool,
    /** Hears of what could not be sent. */
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Sends soon; what comes while a statement is under way shares the next one. */
  notify(queues: readonly string[]): void {
    for (const queue of queues) this.#queues.add(queue);
    if (this.#queues.size === 0) return;
    this.#sending ??= this.#send().finally(() => {
      this.#sending = undefined;
    });
  }

  /** Resolves when all is sent. */
  async idle(): Promise<void> {
    await this.#sending;
  }

  async #send(): Promise<void> {
    while (this.#queues.size > 0) {
      const queues = [...this.#queues];
      this.#queues.clear();
      await this.pool.query({ ...NOTIFY_QUEUES, values: [this.channel, queues] }).catch(this.onError);
    }
  }
}

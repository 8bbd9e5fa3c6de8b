import type { DeliveryOutcome, DeliveryQueue, DueNotification } from '../ports/delivery-queue.js';

/** Notifications in hand at once: each may keep a sender, and its row, busy. */
const BATCH_SIZE = 10;

/** How often expired secrets are looked for, in milliseconds. */
const SECRETS_INTERVAL = 60_000;

export interface DeliveryWorkerOptions {
  readonly queue: DeliveryQueue;
  readonly deliver: (due: DueNotification) => Promise<DeliveryOutcome>;
  /** Milliseconds between two looks into the queue that nobody asked for. */
  readonly interval: number;
  readonly now: () => Date;
  /** Called after a commit that wrote messages. */
  readonly wakeOutbox: () => void;
  /** Hears of a database that is away; the worker tries again at its next look. */
  readonly onError: (error: unknown) => void;
}

/** Sends what is due, for as long as it runs. */
export interface DeliveryWorker {
  start(): void;
  /** Looks into the queue now. Call it after a commit that queued something; calls while it is at work are one. */
  wake(): void;
  /** Finishes what is in hand. */
  stop(): Promise<void>;
}

export function createDeliveryWorker(options: DeliveryWorkerOptions): DeliveryWorker {
  const { queue, deliver, interval, now, wakeOutbox, onError } = options;
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> | undefined;
  let again = false;
  let running = false;
  let secretsDueAt = 0;

  async function work(): Promise<void> {
    while (again && running) {
      again = false;
      const taken = await queue.takeDue({ now: now(), limit: BATCH_SIZE }, deliver);
      if (taken > 0) wakeOutbox();
      if (taken === BATCH_SIZE) again = true;
    }
    const time = now();
    if (time.getTime() < secretsDueAt) return;
    secretsDueAt = time.getTime() + SECRETS_INTERVAL;
    await queue.forgetExpiredSecrets(time);
  }

  function wake(): void {
    again = true;
    if (!running || working !== undefined) return;
    working = work()
      .catch(onError)
      .finally(() => {
        working = undefined;
        // Woken between the last look and here. An error is not met with haste: the next tick tries again.
        if (again && running) setImmediate(wakeIfIdle);
      });
  }

  function wakeIfIdle(): void {
    if (working === undefined) wake();
  }

  return {
    start() {
      running = true;
      timer ??= setInterval(wake, interval);
      wake();
    },
    wake,
    async stop() {
      running = false;
      clearInterval(timer);
      await working;
    },
  };
}

import { setTimeout as delay } from 'node:timers/promises';

/** Waits until `check` passes, and fails with its last error after `timeout` milliseconds. */
export async function eventually<T>(check: () => T | Promise<T>, timeout = 5_000): Promise<T> {
  const end = Date.now() + timeout;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await delay(10);
    }
  }
}

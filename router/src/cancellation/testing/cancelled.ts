import { Cancellation } from '../cancellation.js';

/** What is cancelled already. */
export function cancelled(reason?: unknown): Cancellation {
  const cancellation = new Cancellation();
  cancellation.cancel(reason);
  return cancellation;
}

import { setTimeout as delay } from 'node:timers/promises';
import { isDatabaseUnavailable } from '@techally/database';

const ATTEMPTS = 5;

/**
 * Does something that may be done twice, again while the database cannot take it: on a machine that has much to do, or little to
 * do it with, a process that is being started finds no time to answer its own connections.
 *
 * @param wait Milliseconds between two attempts. Default 500.
 * @throws What the last of five attempts throws, or the first that fails for another reason.
 */
export async function insist(work: () => Promise<unknown>, wait = 500): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await work();
      return;
    } catch (error) {
      if (attempt === ATTEMPTS || !isDatabaseUnavailable(error)) throw error;
      await delay(wait);
    }
  }
}

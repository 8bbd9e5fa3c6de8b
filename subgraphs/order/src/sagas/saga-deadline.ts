/** The largest part by which a wait is lengthened at random, so that what was sent together does not come back together. */
const JITTER = 0.2;

/**
 * When to give up waiting for the answer to a command.
 *
 * @param timeout milliseconds to wait after the first attempt; each further attempt has twice as long
 * @param attempt from 1
 */
export function sagaDeadline(now: Date, timeout: number, attempt: number, random: () => number): Date {
  return new Date(now.getTime() + timeout * 2 ** (attempt - 1) * (1 + random() * JITTER));
}

import { setTimeout as delay } from 'node:timers/promises';
import { ErrorCode, refuse } from '@techally/subgraph-kit';
import type { AttemptCounter, AttemptLimit } from '../ports/attempt-counter.js';

/** The limits that one attempt falls under. */
export interface AttemptLimits {
  /** Forgotten after a success. */
  readonly account: AttemptLimit;
  /** Not forgotten: a guesser may well own one account. Null when the address is not known. */
  readonly address: AttemptLimit | null;
}

/** Bounds how often something secret may be guessed. */
export interface AttemptLimiter {
  /**
   * Runs `verify` if the limits have room, and counts it when it finds a failure (`null`). Attempts beyond the limit are
   * not verified at all, however many come at once: those that might be too many wait until it is known.
   * Refuses with `TOO_MANY_ATTEMPTS`.
   */
  attempt<Success>(limits: AttemptLimits, verify: () => Promise<Success | null>): Promise<Success | null>;
}

/** How long an attempt waits for those before it, in milliseconds. */
const PATIENCE = 20_000;
const FIRST_WAIT = 15;
const LONGEST_WAIT = 250;

export function createAttemptLimiter(counter: AttemptCounter, now: () => Date): AttemptLimiter {
  async function reserve(limit: AttemptLimit): Promise<boolean> {
    const end = performance.now() + PATIENCE;
    for (let wait = FIRST_WAIT; ; wait = Math.min(wait * 1.6, LONGEST_WAIT)) {
      const reservation = await counter.reserve(limit, now());
      if (reservation !== 'busy') return reservation === 'reserved';
      if (performance.now() > end) return false;
      // Spread, so that those who wait do not all ask at the same moment.
      await delay(wait * (0.5 + Math.random()));
    }
  }

  return {
    async attempt({ account, address }, verify) {
      const reserved: string[] = [];
      const releaseAll = () => Promise.all(reserved.map((key) => counter.release(key)));
      // The account first, always, so that no two attempts wait for each other.
      for (const limit of address === null ? [account] : [account, address]) {
        if (!(await reserve(limit))) {
          await releaseAll();
          refuse(ErrorCode.TOO_MANY_ATTEMPTS, 'Too many attempts. Wait a while and try again.');
        }
        reserved.push(limit.key);
      }
      try {
        const success = await verify();
        if (success === null) {
          await Promise.all(reserved.splice(0).map((key) => counter.fail(key)));
        } else {
          await counter.reset(account.key);
        }
        return success;
      } finally {
        await releaseAll();
      }
    },
  };
}

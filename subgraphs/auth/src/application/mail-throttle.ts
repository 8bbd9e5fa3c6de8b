import { ErrorCode, refuse } from '@techally/subgraph-kit';
import type { AttemptCounter, AttemptLimit } from '../ports/attempt-counter.js';
import { mailLimits } from './attempt-keys.js';

/**
 * Whether one more mail may go to a mailbox; false when it has had enough. Refuses with `TOO_MANY_ATTEMPTS` when the
 * network address has asked too often, whatever mailboxes it asked for.
 */
export type MailThrottle = (email: string, address: string | null) => Promise<boolean>;

export function createMailThrottle(counter: AttemptCounter, now: () => Date): MailThrottle {
  async function take(limit: AttemptLimit): Promise<boolean> {
    if ((await counter.reserve(limit, now())) !== 'reserved') return false;
    await counter.fail(limit.key);
    return true;
  }

  return async (email, address) => {
    const limits = mailLimits(email, address);
    if (limits.address !== null && !(await take(limits.address))) {
      refuse(ErrorCode.TOO_MANY_ATTEMPTS, 'Too many requests. Wait a while and try again.');
    }
    return take(limits.mailbox);
  };
}

import { createHash } from 'node:crypto';
import { networkOf } from '@techally/subgraph-kit';
import { normalizeEmail } from '../domain/account.js';
import type { AttemptLimit } from '../ports/attempt-counter.js';
import type { AttemptLimits } from './attempt-limiter.js';

const QUARTER_HOUR = 15 * 60 * 1000;
const HOUR = 60 * 60 * 1000;

/** Wrong passwords: 10 per account and 50 per network address in 15 minutes. */
export function loginLimits(email: string, address: string | null): AttemptLimits {
  return {
    account: accountLimit(email),
    address:
      address === null
        ? null
        : { key: `login address ${networkOf(address)}`, limit: 50, window: QUARTER_HOUR },
  };
}

/** The limit of one account, by its address, whether or not there is one. */
export function accountLimit(email: string): AttemptLimit {
  return { key: `login account ${mailboxKey(email)}`, limit: 10, window: QUARTER_HOUR };
}

/** Mails that anybody can make us send: 5 per mailbox and hour, 30 per network address in 15 minutes. */
export function mailLimits(
  email: string,
  address: string | null,
): { readonly mailbox: AttemptLimit; readonly address: AttemptLimit | null } {
  return {
    mailbox: { key: `mail account ${mailboxKey(email)}`, limit: 5, window: HOUR },
    address:
      address === null
        ? null
        : { key: `mail address ${networkOf(address)}`, limit: 30, window: QUARTER_HOUR },
  };
}

/** A hash: whatever is typed as an e-mail address would otherwise be stored, however long and whoever's it is. */
function mailboxKey(email: string): string {
  return createHash('sha256').update(normalizeEmail(email)).digest('base64url');
}

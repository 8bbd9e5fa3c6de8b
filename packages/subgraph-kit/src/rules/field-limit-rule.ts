import type { RateLimitStore } from '@techally/rate-limit';
import { TooManyRequestsError } from '../errors/request-errors.js';
import { networkOf } from '../server/network-of.js';
import type { RequestContext } from '../server/request-context.js';
import type { ShieldRule } from './access-rules.js';
import { isAnyone } from './access-rules.js';
import type { FieldLimit } from './field-limits.js';
import { createRateLimitRule } from './shield.js';

export interface FieldLimitRuleOptions {
  /** Part of the keys of the counters: one name for each field, such as `register`. */
  readonly field: string;
  readonly limit: FieldLimit;
  /** Whose requests are counted together: those from one network address, or those of one account. */
  readonly by: 'address' | 'account';
  readonly store: RateLimitStore;
}

/** Whoever is not counted. */
const EXEMPT = '';

/**
 * A rule that refuses with `TOO_MANY_REQUESTS` and `retryAfter` (seconds) what goes beyond the limit of a field. It goes
 * together with the rule that says who may use the field: `and(isUserWith('reviews:write'), fieldLimitRule(…))`.
 *
 * graphql-rate-limit reads what was counted, and then writes it with one more, while others may do the same. So the store
 * that it gets here counts when it is read, in one atomic step, and has nothing left to write.
 */
export function fieldLimitRule({ field, limit, by, store }: FieldLimitRuleOptions): ShieldRule {
  if (limit === null) return isAnyone;
  const { max, windowMs } = limit;
  /** Milliseconds that each refused request has to wait, until its error is made. */
  const waits = new Map<string, number>();
  let requests = 0;

  const rule = createRateLimitRule({
    // The number tells requests of one client apart, in `waits`.
    identifyContext: (context: RequestContext) => `${String(requests++)} ${clientOf(context, by)}`,
    store: {
      async getForIdentity({ contextIdentity: request }) {
        const client = request.slice(request.indexOf(' ') + 1);
        if (client === EXEMPT) return [];
        const verdict = await store.take(`${field} ${client}`, { limit: max, windowMs });
        if (verdict.allowed) return [];
        waits.set(request, verdict.resetAfterMs);
        return Array.from({ length: max }, () => Date.now());
      },
      setForIdentity: () => undefined,
    },
    // What this returns is all that `createError` is told.
    formatError: ({ contextIdentity }) => contextIdentity,
    createError(request) {
      const wait = waits.get(request) ?? windowMs;
      waits.delete(request);
      return new TooManyRequestsError(Math.max(1, Math.ceil(wait / 1000)));
    },
  });
  return rule({ max, window: `${String(windowMs)}ms` });
}

function clientOf({ identity, clientAddress }: RequestContext, by: 'address' | 'account'): string {
  if (identity.kind === 'user') {
    // A server of ours, which does for many customers what each of them may do a few times.
    if (identity.apiKeyId !== undefined && identity.role === 'ADMIN') return EXEMPT;
    if (by === 'account') return `account ${identity.userId}`;
  }
  // Those whose address is not known share a counter: not to have one is no way around the limit.
  return `address ${clientAddress === null ? 'unknown' : networkOf(clientAddress)}`;
}

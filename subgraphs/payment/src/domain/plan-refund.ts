import type { Payment } from './payment.js';
import { centsLeftToRefund } from './payment.js';
import { isCharged, isOpen } from './payment-status.js';
import type { Refund } from './refund.js';

/** What can be done about a wish for money back. */
export type RefundPlan =
  | { readonly kind: 'refund'; readonly cents: number }
  /** More than the `cents` that are left. */
  | { readonly kind: 'too-much'; readonly cents: number }
  /** Whether it was charged is not known yet. */
  | { readonly kind: 'open' }
  /** It was never charged. */
  | { readonly kind: 'nothing-charged' };

/** Plans a refund of `wantedCents`, or of all that is left when that is null. */
export function planRefund(
  payment: Payment,
  refunds: readonly Refund[],
  wantedCents: number | null,
): RefundPlan {
  if (isOpen(payment.status)) return { kind: 'open' };
  if (!isCharged(payment.status)) return { kind: 'nothing-charged' };
  const left = centsLeftToRefund(payment, refunds);
  const cents = wantedCents ?? left;
  return cents > left || left === 0 ? { kind: 'too-much', cents: left } : { kind: 'refund', cents };
}

import type { ChargeOutcome } from './charge-outcome.js';
import { CANCELLED_CODE } from './charge-outcome.js';
import type { Payment } from './payment.js';
import type { CancelReason } from './payment-failure.js';
import { failureOfCancel, failureOfDecline } from './payment-failure.js';
import { isOpen, transition } from './payment-status.js';

/** What of a payment changes once it exists. */
export type PaymentChange = Partial<
  Pick<
    Payment,
    | 'status'
    | 'paymentMethodToken'
    | 'providerChargeId'
    | 'clientSecret'
    | 'failure'
    | 'refundedCents'
    | 'chargeAttempts'
    | 'attempts'
    | 'nextCheckAt'
    | 'actionExpiresAt'
    | 'cancelRequestedAt'
  >
>;

/** What an outcome means for a payment. */
export type Settlement =
  | { readonly kind: 'succeeded' | 'failed' | 'action-required'; readonly change: PaymentChange }
  /** The customer has not confirmed yet. */
  | { readonly kind: 'waiting' }
  /** It had come to this end before. */
  | { readonly kind: 'settled-before' }
  /** It had come to another end before: the provider broke its word. */
  | { readonly kind: 'contradiction' };

/** When to ask whether the customer has confirmed, and until when. */
export interface ActionTimes {
  readonly firstActionCheckAt: Date;
  readonly actionExpiresAt: Date;
}

/** Moves a payment by what the provider says of its charge. */
export function settleCharge(payment: Payment, outcome: ChargeOutcome, times: ActionTimes): Settlement {
  if (!isOpen(payment.status)) return { kind: agrees(payment, outcome) ? 'settled-before' : 'contradiction' };
  const ended = {
    paymentMethodToken: null,
    clientSecret: null,
    nextCheckAt: null,
    actionExpiresAt: null,
    attempts: 0,
  };
  switch (outcome.state) {
    case 'succeeded':
      return {
        kind: 'succeeded',
        change: {
          ...ended,
          status: transition(payment.status, 'SUCCEEDED'),
          providerChargeId: outcome.chargeId,
        },
      };
    case 'declined': {
      const reason = outcome.code === CANCELLED_CODE ? cancelReason(payment) : null;
      const status = reason === 'refund-requested' ? 'CANCELLED' : 'FAILED';
      const failure = reason === null ? failureOfDecline(outcome) : failureOfCancel(reason);
      return { kind: 'failed', change: { ...ended, status: transition(payment.status, status), failure } };
    }
    case 'requiresAction':
      if (payment.status === 'REQUIRES_ACTION') return { kind: 'waiting' };
      return {
        kind: 'action-required',
        change: {
          status: transition(payment.status, 'REQUIRES_ACTION'),
          providerChargeId: outcome.chargeId,
          clientSecret: outcome.clientSecret,
          nextCheckAt: times.firstActionCheckAt,
          actionExpiresAt: times.actionExpiresAt,
          attempts: 0,
        },
      };
  }
}

/** Read off the payment, since a process may have died between giving the charge up and writing so. */
function cancelReason(payment: Payment): CancelReason {
  if (payment.cancelRequestedAt !== null) return 'refund-requested';
  return payment.status === 'REQUIRES_ACTION' ? 'action-expired' : 'timeout';
}

function agrees({ status }: Payment, outcome: ChargeOutcome): boolean {
  const uncharged = status === 'FAILED' || status === 'CANCELLED';
  // An old answer that asks for an action arrives late; the end is known already.
  return outcome.state === 'requiresAction' || uncharged === (outcome.state === 'declined');
}

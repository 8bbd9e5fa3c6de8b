import { describe, expect, it } from 'vitest';
import { CUSTOMER_TIME } from '../../subgraphs/order/src/sagas/order-saga.js';
import { sagaDeadline } from '../../subgraphs/order/src/sagas/saga-deadline.js';
import { MAX_ATTEMPTS } from '../../subgraphs/order/src/sagas/saga-timeouts.js';
import { processPayment } from '../../subgraphs/order/src/sagas/steps/process-payment.js';
import { RESERVATION_TIME } from '../../subgraphs/order/src/sagas/steps/reserve-inventory.js';
import { STRIPE_TIMEOUT } from '../../subgraphs/payment/src/adapters/stripe/create-stripe-payment-provider.js';
import {
  DEFAULT_POLICY,
  leaseOf,
  SWEEP_INTERVAL,
} from '../../subgraphs/payment/src/application/reconciliation-policy.js';

/** Milliseconds that an attempt waits at least (without a random part), or at most. */
function wait(timeout: number, attempt: number, longest = false): number {
  return sagaDeadline(new Date(0), timeout, attempt, () => (longest ? 1 : 0)).getTime();
}

/** Milliseconds after which a charge that nobody answers is parked, at least. */
const PATIENCE = Array.from({ length: MAX_ATTEMPTS }, (_, index) =>
  wait(processPayment.timeout, index + 1),
).reduce((sum, each) => sum + each);

/** Milliseconds until somebody takes over a payment whose process has died, at most. */
const TAKE_OVER = leaseOf(STRIPE_TIMEOUT) + SWEEP_INTERVAL;

describe('the time-outs of a charge by Stripe', () => {
  it('leave a process that dies in the middle of it to another one before the saga asks again', () => {
    // Who takes over asks what became of the charge, and charges when Stripe has never heard of it.
    expect(TAKE_OVER + 2 * STRIPE_TIMEOUT).toBeLessThan(wait(processPayment.timeout, 1));
  });

  it('have one that Stripe never answers given up, by a call that settles it, before the saga is parked', () => {
    const { maxChargeAttempts } = DEFAULT_POLICY;
    // The first charge; for each further one the question before it; then the last question, and the calling off.
    const calls = 1 + 2 * (maxChargeAttempts - 1) + 2;
    // A wait is shortened at random by a half at most, so twice what it says is never too little.
    const waits = Array.from(
      { length: maxChargeAttempts },
      (_, index) => 2 * DEFAULT_POLICY.backoff(index + 1),
    );
    const waited = waits.reduce((sum, each) => sum + each + SWEEP_INTERVAL, 0);
    expect(calls * STRIPE_TIMEOUT + waited).toBeLessThan(PATIENCE);
    // Also when the process dies at each of the charges.
    expect(calls * STRIPE_TIMEOUT + waited + maxChargeAttempts * TAKE_OVER).toBeLessThan(PATIENCE);
  });
});

describe('the time-outs of a payment that the customer has to confirm', () => {
  it('have the payment ask the provider and call it off by itself before the order does', () => {
    const { actionTimeout, maxActionPollInterval } = DEFAULT_POLICY;
    const last = actionTimeout + maxActionPollInterval + TAKE_OVER + 2 * STRIPE_TIMEOUT;
    expect(last).toBeLessThan(wait(CUSTOMER_TIME, 1));
  });

  it('let the reservation outlast a customer who was asked when the first attempt had to answer', () => {
    expect(wait(processPayment.timeout, 1, true) + wait(CUSTOMER_TIME, 1, true)).toBeLessThan(
      RESERVATION_TIME,
    );
  });
});

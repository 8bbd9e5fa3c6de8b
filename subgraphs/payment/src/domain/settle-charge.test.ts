import { expect, test } from 'vitest';
import type { ChargeOutcome } from './charge-outcome.js';
import type { Payment } from './payment.js';
import {
  PAYMENT_STATUSES,
  PaymentTransitionError,
  transition,
  type PaymentStatus,
} from './payment-status.js';
import { settleCharge } from './settle-charge.js';

const times = { firstActionCheckAt: new Date(2_000), actionExpiresAt: new Date(900_000) };
const succeeded: ChargeOutcome = { state: 'succeeded', chargeId: 'ch' };
const declined: ChargeOutcome = { state: 'declined', code: 'card_declined', message: 'No.' };
const cancelled: ChargeOutcome = { state: 'declined', code: 'cancelled', message: 'Given up.' };
const action: ChargeOutcome = { state: 'requiresAction', chargeId: 'ch', clientSecret: 's' };

function payment(status: PaymentStatus, change: Partial<Payment> = {}): Payment {
  return {
    id: 'p',
    orderId: 'o',
    orderNumber: 'N',
    userId: 'u',
    amount: { cents: 100, currencyCode: 'USD' },
    status,
    paymentMethodToken: 'tok',
    idempotencyKey: 'k',
    providerChargeId: null,
    clientSecret: null,
    failure: null,
    refundedCents: 0,
    chargeAttempts: 1,
    attempts: 0,
    nextCheckAt: null,
    actionExpiresAt: null,
    cancelRequestedAt: null,
    correlationId: 'c',
    causationId: null,
    version: 1,
    createdAt: new Date(0),
    updatedAt: new Date(0),
    ...change,
  };
}

test.each<[PaymentStatus, ChargeOutcome, object]>([
  ['PENDING', succeeded, { kind: 'succeeded', change: { status: 'SUCCEEDED', paymentMethodToken: null } }],
  [
    'PENDING',
    declined,
    { kind: 'failed', change: { status: 'FAILED', failure: { code: 'PAYMENT_DECLINED' } } },
  ],
  [
    'PENDING',
    cancelled,
    { kind: 'failed', change: { status: 'FAILED', failure: { code: 'PAYMENT_TIMEOUT' } } },
  ],
  ['PENDING', action, { kind: 'action-required', change: { status: 'REQUIRES_ACTION', clientSecret: 's' } }],
  ['REQUIRES_ACTION', action, { kind: 'waiting' }],
  ['REQUIRES_ACTION', cancelled, { kind: 'failed', change: { failure: { code: 'PAYMENT_FAILED' } } }],
  ['REFUNDED', succeeded, { kind: 'settled-before' }],
  ['SUCCEEDED', action, { kind: 'settled-before' }],
  ['CANCELLED', declined, { kind: 'settled-before' }],
  ['SUCCEEDED', declined, { kind: 'contradiction' }],
  ['FAILED', succeeded, { kind: 'contradiction' }],
])('a payment that is %s, told %o, comes to %o', (status, outcome, settlement) => {
  expect(settleCharge(payment(status), outcome, times)).toMatchObject(settlement);
});

test('a payment that a refund has called off ends CANCELLED when it is given up, and FAILED when it is declined', () => {
  const calledOff = payment('PENDING', { cancelRequestedAt: new Date(0) });
  expect(settleCharge(calledOff, cancelled, times)).toMatchObject({ change: { status: 'CANCELLED' } });
  expect(settleCharge(calledOff, declined, times)).toMatchObject({ change: { status: 'FAILED' } });
});

test('no payment ever leaves FAILED, CANCELLED or REFUNDED', () => {
  for (const from of ['FAILED', 'CANCELLED', 'REFUNDED'] as const) {
    for (const to of PAYMENT_STATUSES) expect(() => transition(from, to)).toThrow(PaymentTransitionError);
  }
});

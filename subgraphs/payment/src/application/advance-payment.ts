import type { Payment } from '../domain/payment.js';
import { isOpen } from '../domain/payment-status.js';
import type { ChargeRequest, PaymentProvider } from '../ports/payment-provider.js';
import { ProviderUnknownOutcomeError } from '../ports/provider-error.js';
import { later } from './reconciliation-policy.js';
import type { SettlePayment, SettlePaymentDependencies } from './settle-payment.js';

export interface AdvancePaymentDependencies extends SettlePaymentDependencies {
  readonly provider: PaymentProvider;
  readonly settle: SettlePayment;
  /** Called when a payment is to be looked after at once. */
  readonly wakeSweeper: () => void;
}

/**
 * Moves payments towards their end. Neither function holds a transaction while the provider works, and both leave a
 * payment that they could not finish to the sweeper.
 */
export interface AdvancePayment {
  /** Charges a payment that was just opened. */
  charge(payment: Payment): Promise<void>;
  /** Finds out what became of an open payment, and does what is to be done next. */
  advance(payment: Payment): Promise<void>;
}

export function createAdvancePayment(dependencies: AdvancePaymentDependencies): AdvancePayment {
  const { payments, provider, settle, policy, now, logger, wakeSweeper } = dependencies;

  /** Asks the provider again for a charge that it has never heard of, or gives the charge up. */
  async function chargeAgain(payment: Payment): Promise<void> {
    if (payment.chargeAttempts >= policy.maxChargeAttempts) return giveUp(payment);
    // Counted before the call: a process that dies in the middle of it has made an attempt, too.
    const counted = await payments.change(payment.id, (locked) =>
      locked.status === 'PENDING' && locked.cancelRequestedAt === null
        ? { change: { chargeAttempts: locked.chargeAttempts + 1 } }
        : null,
    );
    if (counted === null || !isOpen(counted.status)) return;
    if (counted.cancelRequestedAt !== null) return giveUp(counted);
    await settle(payment.id, await provider.charge(chargeRequest(counted)));
  }

  /** After this, a charge request that is still on its way cannot charge any more, so that "failed" is no guess. */
  async function giveUp(payment: Payment): Promise<void> {
    await settle(payment.id, await provider.cancel(chargeRequest(payment)));
  }

  async function next(payment: Payment): Promise<void> {
    const timeIsOver = payment.actionExpiresAt !== null && payment.actionExpiresAt <= now();
    if (payment.cancelRequestedAt !== null || timeIsOver) return giveUp(payment);
    const { idempotencyKey, providerChargeId } = payment;
    const outcome = await provider.retrieve(
      providerChargeId === null ? { idempotencyKey } : { chargeId: providerChargeId },
    );
    if (outcome.state === 'notFound') return chargeAgain(payment);
    await settle(payment.id, outcome);
  }

  /** Runs a step; whatever goes wrong, the sweeper asks the provider what has become of the payment. */
  async function attempt(payment: Payment, step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      const details = { err: error, paymentId: payment.id };
      if (error instanceof ProviderUnknownOutcomeError)
        logger.warn(details, 'the outcome of a payment is not known yet');
      else logger.error(details, 'a payment could not be advanced');
      const wait = payment.attempts === 0 ? 0 : policy.backoff(payment.attempts);
      await payments.reschedule(payment.id, later(now(), wait));
      if (wait === 0) wakeSweeper();
    }
  }

  return {
    charge: (payment) =>
      attempt(payment, async () => {
        await settle(payment.id, await provider.charge(chargeRequest(payment)));
      }),
    advance: (payment) => attempt(payment, () => next(payment)),
  };
}

/** Made of what never changes while a payment is open, so that every repeat is the same request. */
function chargeRequest({
  id,
  idempotencyKey,
  amount,
  paymentMethodToken,
  orderNumber,
}: Payment): ChargeRequest {
  if (paymentMethodToken === null) throw new Error(`The payment ${id} has come to its end.`);
  return { idempotencyKey, amount, token: paymentMethodToken, reference: orderNumber };
}

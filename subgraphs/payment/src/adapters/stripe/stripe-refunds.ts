import { Stripe } from 'stripe';
import type { RefundOutcome, RefundRequest } from '../../ports/payment-provider.js';
import { ProviderRequestError, ProviderUnknownOutcomeError } from '../../ports/provider-error.js';
import { KEY_METADATA, refundParameters, stripeKey } from './stripe-parameters.js';
import { sendUnderKey } from './stripe-request-options.js';
import type { StripeRequestOptions } from './stripe-request-options.js';
import { translateStripeError } from './translate-stripe-error.js';

/** Stripe's codes for a refund that it refuses, in the shop's words; the others are passed on. */
const REFUSALS: Readonly<Record<string, string>> = {
  resource_missing: 'charge_not_found',
  payment_intent_unexpected_state: 'charge_not_succeeded',
  charge_already_refunded: 'amount_too_large',
};

/**
 * Gives a part of a charge back, once for a key. It is looked for first: Stripe forgets an idempotency key after a day,
 * and the list of a charge's refunds is complete at any time.
 */
export async function stripeRefund(
  stripe: Stripe,
  request: RefundRequest,
  options: StripeRequestOptions,
): Promise<RefundOutcome> {
  try {
    const known = await findRefund(stripe, request, options);
    if (known !== null) return outcomeOfRefund(known);
    const key = stripeKey(request.idempotencyKey, 'refund');
    const create = (each: string) => stripe.refunds.create(refundParameters(request), options(each));
    return outcomeOfRefund(await sendUnderKey(key, create));
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError)
      return { state: 'refused', code: refusalOf(error) };
    throw translateStripeError(error);
  }
}

/** @throws {ProviderRequestError} Thrown when the key was used for another amount. */
async function findRefund(
  stripe: Stripe,
  { chargeId, idempotencyKey, amount }: RefundRequest,
  options: StripeRequestOptions,
): Promise<Stripe.Refund | null> {
  for await (const refund of stripe.refunds.list({ payment_intent: chargeId, limit: 100 }, options())) {
    if (refund.metadata?.[KEY_METADATA] !== idempotencyKey) continue;
    if (refund.amount !== amount.cents)
      throw new ProviderRequestError(`The key of the refund ${refund.id} was used for another amount.`);
    return refund;
  }
  return null;
}

function outcomeOfRefund({ id, status, failure_reason: reason }: Stripe.Refund): RefundOutcome {
  if (status === 'succeeded') return { state: 'succeeded', refundId: id };
  if (status === 'failed' || status === 'canceled') return { state: 'refused', code: reason ?? status };
  throw new ProviderUnknownOutcomeError(`The refund ${id} is ${status ?? 'without a status'}.`);
}

function refusalOf({ code, param }: Stripe.errors.StripeInvalidRequestError): string {
  if (code === undefined) return param === 'amount' ? 'amount_too_large' : 'refund_refused';
  return REFUSALS[code] ?? code;
}

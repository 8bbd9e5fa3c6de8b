import type { Money } from '@techally/money';
import type { ChargeDeclined, ChargeOutcome, ChargeSucceeded } from '../domain/charge-outcome.js';

/** A charge to make. The same key with the same content is the same charge, however often it is sent. */
export interface ChargeRequest {
  readonly idempotencyKey: string;
  readonly amount: Money;
  /** The provider's token of the card. */
  readonly token: string;
  /** What people recognise it by: the order's number. */
  readonly reference: string;
}

/** How to find a charge again. */
export type ChargeQuery = { readonly idempotencyKey: string } | { readonly chargeId: string };

export interface RefundRequest {
  readonly idempotencyKey: string;
  readonly chargeId: string;
  readonly amount: Money;
}

export type RefundOutcome =
  | { readonly state: 'succeeded'; readonly refundId: string }
  /** Nothing went back. */
  | { readonly state: 'refused'; readonly code: string };

/**
 * The port to whoever moves the money. Every call can be made again with the same key without moving money twice.
 *
 * Each throws {@link ProviderUnknownOutcomeError} when no answer came: the money may have moved or not, and only
 * `retrieve` (or the same call again) tells.
 */
export interface PaymentProvider {
  charge(request: ChargeRequest): Promise<ChargeOutcome>;
  /** What became of a charge; `notFound` when the provider has never heard of it (yet). */
  retrieve(query: ChargeQuery): Promise<ChargeOutcome | { readonly state: 'notFound' }>;
  /**
   * Gives a charge up, also one that the provider has not heard of: when this answers `declined`, no request with this
   * key, however late it arrives, can charge any more. `succeeded` when it was too late.
   */
  cancel(request: ChargeRequest): Promise<ChargeSucceeded | ChargeDeclined>;
  refund(request: RefundRequest): Promise<RefundOutcome>;
}

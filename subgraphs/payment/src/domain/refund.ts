export type RefundStatus = 'PENDING' | 'SUCCEEDED' | 'FAILED';

/** Money of a payment that goes back. */
export interface Refund {
  /** UUID. */
  readonly id: string;
  readonly paymentId: string;
  /** What goes back, in the payment's currency; 0 when there was nothing to give back. */
  readonly cents: number;
  /** What was asked for; null asked for all that is left. */
  readonly requestedCents: number | null;
  readonly status: RefundStatus;
  readonly reason: string;
  /** What the provider knows the refund by. */
  readonly idempotencyKey: string;
  readonly providerRefundId: string | null;
  /** The provider's word for why it refused, or `nothing_charged`. */
  readonly failureCode: string | null;
  readonly attempts: number;
  /** When it is looked after next; null when it has come to an end. */
  readonly nextCheckAt: Date | null;
  readonly correlationId: string;
  readonly causationId: string | null;
  readonly createdAt: Date;
}

/** Thrown when a refund's idempotency key belongs to a refund of another payment. */
export class RefundKeyTakenError extends Error {
  override readonly name = 'RefundKeyTakenError';
  readonly code = 'REFUND_KEY_TAKEN';
}

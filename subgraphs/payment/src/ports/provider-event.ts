/**
 * What a provider tells of its own accord: that there is news, not what the news is. So it does not matter how late, how
 * often and in which order events come.
 */
export type ProviderEvent =
  /** Something became of a charge. */
  | { readonly kind: 'charge'; readonly chargeId: string; readonly idempotencyKey: string }
  /** Something became of a refund. */
  | { readonly kind: 'refund'; readonly idempotencyKey: string };

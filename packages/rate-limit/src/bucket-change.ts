/** What is asked of a bucket. */
export interface BucketChange {
  readonly kind: 'charge' | 'settle';
  readonly amount: number;
}

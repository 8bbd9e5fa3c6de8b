/** How long and how often delivery is tried; all times in milliseconds. */
export interface DeliveryPolicy {
  /** Attempts before a notification has `FAILED`. Default 8. */
  readonly maxAttempts: number;
  /** The wait after failed attempt number `attempt`, from 1. Default: 1 s, then four times as long each, 1 h at most. */
  readonly backoff: (attempt: number) => number;
  /** How long a notification waits for its recipient, or what they want, to become known before it has `FAILED`. Default 24 h. */
  readonly patience: number;
  /** How long a sender may take; at most 30,000. Default 10,000. */
  readonly sendTimeout: number;
}

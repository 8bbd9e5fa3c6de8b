import { exponentialBackoff } from '@techally/messaging';
import type { Backoff } from '@techally/messaging';

/** How patiently unknown outcomes are followed up; all times in milliseconds. */
export interface ReconciliationPolicy {
  /** How often the provider is asked to charge before the payment is given up. Default 3. */
  readonly maxChargeAttempts: number;
  /**
   * How long whoever works on a payment has it for itself; then another one takes over. More than two calls of the
   * provider may take. Default 5,000, or more with a slower provider (see {@link leaseOf}).
   */
  readonly lease: number;
  /** The wait after each look that brought nothing. Default: 250, doubling up to a minute, with jitter. */
  readonly backoff: Backoff;
  /** How long to wait before asking whether the customer has confirmed; half as long again each time. Default 2,000. */
  readonly actionPollInterval: number;
  /** The longest wait between two such questions. Default 15,000. */
  readonly maxActionPollInterval: number;
  /** How long the customer may take to confirm. Default 15 minutes. */
  readonly actionTimeout: number;
}

export const DEFAULT_POLICY: ReconciliationPolicy = {
  maxChargeAttempts: 3,
  lease: 5_000,
  backoff: exponentialBackoff({ initial: 250, factor: 2, max: 60_000 }),
  actionPollInterval: 2_000,
  maxActionPollInterval: 15_000,
  actionTimeout: 15 * 60_000,
};

/** Milliseconds between two looks for payments and refunds whose outcome is open. */
export const SWEEP_INTERVAL = 1_000;

/** A lease for a provider whose calls take up to `callTimeout` milliseconds. */
export function leaseOf(callTimeout: number): number {
  return Math.max(DEFAULT_POLICY.lease, 2 * callTimeout + 1_000);
}

/** The wait before the next question after `attempts` questions. */
export function actionPollWait(policy: ReconciliationPolicy, attempts: number): number {
  return Math.min(policy.maxActionPollInterval, policy.actionPollInterval * 1.5 ** attempts);
}

/** The time that is `milliseconds` after another. */
export function later(time: Date, milliseconds: number): Date {
  return new Date(time.getTime() + milliseconds);
}

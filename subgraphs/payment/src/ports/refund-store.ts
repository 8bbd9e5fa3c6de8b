import type { Refund } from '../domain/refund.js';

/** Reads refunds; they are written through `PaymentStore.change`, under the lock of their payment. */
export interface RefundStore {
  findMany(ids: readonly string[]): Promise<readonly Refund[]>;
  findByKey(idempotencyKey: string): Promise<Refund | null>;
  /** All refunds of the given payments that gave or give something back, the oldest first. */
  findByPayments(paymentIds: readonly string[]): Promise<readonly Refund[]>;
  /** Takes up to `limit` refunds whose time has come, and no other replica's, and sets their next time to `until`. */
  claimDue(now: Date, until: Date, limit: number): Promise<readonly Refund[]>;
  /** Sets the next time of a refund that is pending still. */
  reschedule(id: string, at: Date): Promise<void>;
}

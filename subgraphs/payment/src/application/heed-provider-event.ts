import { isOpen } from '../domain/payment-status.js';
import type { PaymentStore } from '../ports/payment-store.js';
import type { ProviderEvent } from '../ports/provider-event.js';
import type { RefundStore } from '../ports/refund-store.js';

export interface HeedProviderEventDependencies {
  readonly payments: PaymentStore;
  readonly refunds: RefundStore;
  readonly now: () => Date;
  /** Called when a payment, or a refund, is to be looked after at once. */
  readonly wakeSweepers: () => void;
}

/**
 * Has the payment or the refund that an event is about looked after at once; the provider is then asked how it stands.
 * Returns whether it was waiting for news: an event about one that is not known here or has come to its end, as that of a
 * repeated event has, changes nothing.
 */
export type HeedProviderEvent = (event: ProviderEvent) => Promise<boolean>;

export function createHeedProviderEvent({
  payments,
  refunds,
  now,
  wakeSweepers,
}: HeedProviderEventDependencies): HeedProviderEvent {
  async function heedCharge(chargeId: string, idempotencyKey: string): Promise<boolean> {
    const known = await payments.findByKey(idempotencyKey);
    if (known === null || !isOpen(known.status)) return false;
    let heeded = false;
    await payments.change(known.id, ({ status, providerChargeId }) => {
      // Another charge under our key is not ours to follow.
      heeded = isOpen(status) && (providerChargeId ?? chargeId) === chargeId;
      return heeded ? { change: { providerChargeId: chargeId, nextCheckAt: now() } } : null;
    });
    return heeded;
  }

  async function heedRefund(idempotencyKey: string): Promise<boolean> {
    const refund = await refunds.findByKey(idempotencyKey);
    if (refund?.status !== 'PENDING') return false;
    await refunds.reschedule(refund.id, now());
    return true;
  }

  return async (event) => {
    const heeded =
      event.kind === 'charge'
        ? await heedCharge(event.chargeId, event.idempotencyKey)
        : await heedRefund(event.idempotencyKey);
    if (heeded) wakeSweepers();
    return heeded;
  };
}

import { randomUUID } from 'node:crypto';
import type { AnyMessage, Message } from '@techally/contracts';
import {
  createMessage,
  PaymentActionRequired,
  PaymentCompleted,
  PaymentFailed,
  PaymentRefunded,
} from '@techally/contracts';

type State = 'NONE' | 'PENDING' | 'ACTION' | 'COMPLETED' | 'FAILED';

/**
 * The payment service's side of one order: as its contract says, with chance for what banks and customers do. A
 * forgetful one does not remember that a charge was called off, and may charge after all: the saga must not rely on
 * it.
 */
export interface SimulatedPayment {
  readonly state: State;
  readonly chargedCents: number;
  readonly refundedCents: number;
  handle(command: AnyMessage): readonly Message[];
  /** The bank, or the customer, makes up its mind. */
  decide(): readonly Message[];
  /** The shop gives a part or all of the money back. */
  refundByShop(cents: number): readonly Message[];
}

export function createSimulatedPayment(
  orderId: string,
  chance: (probability: number) => boolean,
  forgetful = false,
): SimulatedPayment {
  const paymentId = randomUUID();
  const keys = new Set<string>();
  let state: State = 'NONE';
  let amount = 0;
  let charged = 0;
  let refunded = 0;
  let userId = '';

  const usd = (cents: number) => ({ cents, currencyCode: 'USD' });
  const refund = (cents: number): Message => {
    refunded += cents;
    const data = {
      paymentId,
      orderId,
      refundId: randomUUID(),
      amount: usd(cents),
      totalRefunded: usd(refunded),
    };
    return createMessage(PaymentRefunded, { aggregateId: orderId, data });
  };
  const fail = (code: string): Message => {
    state = 'FAILED';
    return createMessage(PaymentFailed, {
      aggregateId: orderId,
      data: { paymentId, orderId, code, message: 'No.' },
    });
  };
  const complete = (): Message => {
    state = 'COMPLETED';
    charged += amount;
    return createMessage(PaymentCompleted, {
      aggregateId: orderId,
      data: { paymentId, orderId, amount: usd(amount) },
    });
  };
  const askCustomer = (): Message => {
    state = 'ACTION';
    return createMessage(PaymentActionRequired, {
      aggregateId: orderId,
      data: { paymentId, orderId, userId, clientSecret: 's' },
    });
  };

  return {
    get state() {
      return state;
    },
    get chargedCents() {
      return charged;
    },
    get refundedCents() {
      return refunded;
    },
    handle(command) {
      if (command.type === 'ProcessPayment') {
        // A payment that was called off before it came is not charged; one that exists is answered once.
        if (state === 'FAILED' && keys.size > 0 && amount === 0) return [fail('PAYMENT_CANCELLED')];
        if (state !== 'NONE') return [];
        amount = command.data.amount.cents;
        userId = command.data.userId;
        if (chance(0.5)) return [complete()];
        if (chance(0.3)) return [fail('CARD_DECLINED')];
        if (chance(0.5)) return [askCustomer()];
        state = 'PENDING';
        return [];
      }
      if (command.type !== 'RefundPayment' || keys.has(command.data.idempotencyKey)) return [];
      keys.add(command.data.idempotencyKey);
      if (state === 'NONE') {
        if (!forgetful) state = 'FAILED';
        return [refund(0)];
      }
      if (state === 'FAILED') return [refund(0)];
      if (state === 'COMPLETED') return [refund(charged - refunded)];
      if (forgetful) return [refund(0)];
      // Its outcome is open: it is brought to its end first.
      if (chance(0.5)) return [fail('PAYMENT_CANCELLED'), refund(0)];
      const completed = complete();
      return [completed, refund(charged)];
    },
    decide() {
      if (state !== 'PENDING' && state !== 'ACTION') return [];
      return [chance(0.6) ? complete() : fail('CARD_DECLINED')];
    },
    refundByShop(cents) {
      const possible = Math.min(cents, charged - refunded);
      return possible > 0 ? [refund(possible)] : [];
    },
  };
}

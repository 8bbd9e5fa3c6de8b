import type { RequestContext } from '@techally/subgraph-kit';
import { createEntityLoader, createKeyedLoader } from '@techally/subgraph-kit';
import DataLoader from 'dataloader';
import type { Payment } from '../domain/payment.js';
import type { Refund } from '../domain/refund.js';
import type { PaymentStore } from '../ports/payment-store.js';
import type { RefundStore } from '../ports/refund-store.js';

/** The loaders of one request. None of them asks who may see: the resolvers do. */
export interface PaymentLoaders {
  readonly payment: DataLoader<string, Payment | null>;
  readonly paymentOfOrder: DataLoader<string, Payment | null>;
  readonly refundsOfPayment: DataLoader<string, readonly Refund[]>;
}

export interface PaymentContext extends RequestContext {
  readonly loaders: PaymentLoaders;
}

export interface PaymentStores {
  readonly payments: PaymentStore;
  readonly refunds: RefundStore;
}

export function createLoaders({ payments, refunds }: PaymentStores): PaymentLoaders {
  return {
    payment: createEntityLoader((ids) => payments.findMany(ids)),
    paymentOfOrder: createKeyedLoader(
      (orderIds) => payments.findByOrders(orderIds),
      ({ orderId }) => orderId,
    ),
    refundsOfPayment: new DataLoader(async (paymentIds: readonly string[]) => {
      const found = Map.groupBy(await refunds.findByPayments(paymentIds), ({ paymentId }) => paymentId);
      return paymentIds.map((id) => found.get(id) ?? []);
    }),
  };
}

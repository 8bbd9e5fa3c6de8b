import { isUuid } from '@techally/subgraph-kit';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { PaymentContext } from './payment-context.js';
import { showPaymentTo } from './show.js';
import { OrderReference } from './types/order-reference.js';
import { PaymentType } from './types/payment-type.js';

@Resolver(() => OrderReference)
export class OrderResolver {
  @FieldResolver(() => PaymentType, {
    nullable: true,
    description: 'Its payment; null until the stock is reserved.',
  })
  async payment(@Root() { id }: OrderReference, @Ctx() context: PaymentContext): Promise<PaymentType | null> {
    // Anybody can name any order here: what counts is whose the payment is.
    return isUuid(id)
      ? showPaymentTo(context, await context.loaders.paymentOfOrder.load(id.toLowerCase()))
      : null;
  }
}

import { centsFromDecimal } from '@techally/money';
import type { Connection } from '@techally/subgraph-kit';
import {
  auditActor,
  ConnectionArgs,
  ErrorCode,
  pageRequest,
  requireUser,
  toConnection,
  userError,
  uuidArgument,
} from '@techally/subgraph-kit';
import { Arg, Args, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { RefundPaymentByAdmin } from '../application/refund-payment.js';
import type { PaymentFilter, PaymentStore } from '../ports/payment-store.js';
import { PAYMENT_ORDER } from '../ports/payment-store.js';
import { PaymentFilterInput, RefundPaymentInput } from './inputs/payment-inputs.js';
import { RefundPaymentPayload } from './payloads/refund-payment-payload.js';
import type { PaymentContext } from './payment-context.js';
import { showPayment, showRefund } from './show.js';
import { OrderReference } from './types/order-reference.js';
import { PaymentConnection, PaymentStatusType, PaymentType } from './types/payment-type.js';
import { RefundType } from './types/refund-type.js';

@Resolver(() => PaymentType)
export class PaymentResolver {
  constructor(
    private readonly paymentStore: PaymentStore,
    private readonly refund: RefundPaymentByAdmin,
  ) {}

  @Query(() => PaymentType, {
    nullable: true,
    description: 'One of your own payments; null when you have none with this id.',
  })
  async payment(
    @Arg('id', () => ID, { description: 'The UUID of the payment.' }) id: string,
    @Ctx() context: PaymentContext,
  ): Promise<PaymentType | null> {
    const payment = await context.loaders.payment.load(uuidArgument('id', id));
    return payment?.userId === requireUser(context).userId ? showPayment(payment) : null;
  }

  @Query(() => PaymentConnection, { description: 'All payments, the newest first. For administrators.' })
  async payments(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => PaymentFilterInput, { nullable: true, description: 'What to narrow the list to.' })
    input: PaymentFilterInput | null,
  ): Promise<Connection<PaymentType>> {
    const page = pageRequest(args);
    const filter = paymentFilter(input);
    return toConnection({
      rows: await this.paymentStore.page(filter, page),
      page,
      order: PAYMENT_ORDER,
      cursorOf: (payment) => [payment.createdAt.toISOString(), payment.id],
      nodeOf: showPayment,
      totalCount: () => this.paymentStore.count(filter),
    });
  }

  @FieldResolver(() => OrderReference, { description: 'What is paid for.' })
  @Directive('@provides(fields: "number")')
  order(@Root() { orderId, orderNumber }: PaymentType): OrderReference {
    return { id: orderId, number: orderNumber };
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What the customer confirms the payment with; for its owner only, and only while it requires an action.',
  })
  clientSecret(
    @Root() { userId, status, secret }: PaymentType,
    @Ctx() { identity }: PaymentContext,
  ): string | null {
    const isOwner = identity.kind === 'user' && identity.userId === userId;
    return isOwner && status === PaymentStatusType.REQUIRES_ACTION ? secret : null;
  }

  @FieldResolver(() => [RefundType], { description: 'What went back or is on its way, the oldest first.' })
  async refunds(
    @Root() { id, amount }: PaymentType,
    @Ctx() { loaders }: PaymentContext,
  ): Promise<RefundType[]> {
    return (await loaders.refundsOfPayment.load(id)).map((refund) => showRefund(refund, amount.currencyCode));
  }

  @Mutation(() => RefundPaymentPayload, {
    description: 'Gives money of a payment back, once for an idempotency key. For administrators.',
  })
  async refundPayment(
    @Arg('input', () => RefundPaymentInput) input: RefundPaymentInput,
    @Ctx() context: PaymentContext,
  ) {
    const { paymentId, amount, reason, idempotencyKey } = input;
    const cents = amount == null ? null : centsFromDecimal(amount);
    const { refund, payment } = await this.refund({
      paymentId,
      cents,
      reason,
      idempotencyKey,
      actor: auditActor(context),
    });
    const refused = refund.status === 'FAILED';
    return {
      refund: showRefund(refund, payment.amount.currencyCode),
      payment: showPayment(payment),
      userErrors: refused
        ? [userError(ErrorCode.PAYMENT_FAILED, 'The payment provider refused the refund.')]
        : [],
    };
  }
}

function paymentFilter(input: PaymentFilterInput | null): PaymentFilter {
  return {
    ...(input?.status == null ? {} : { status: input.status }),
    ...(input?.userId == null ? {} : { userId: input.userId }),
    ...(input?.orderId == null ? {} : { orderId: input.orderId }),
  };
}

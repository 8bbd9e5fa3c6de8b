import { connectionType, ErrorCode, MoneyType } from '@techally/subgraph-kit';
import { Directive, Field, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

export enum PaymentStatusType {
  PENDING = 'PENDING',
  REQUIRES_ACTION = 'REQUIRES_ACTION',
  SUCCEEDED = 'SUCCEEDED',
  FAILED = 'FAILED',
  CANCELLED = 'CANCELLED',
  PARTIALLY_REFUNDED = 'PARTIALLY_REFUNDED',
  REFUNDED = 'REFUNDED',
}

registerEnumType(PaymentStatusType, {
  name: 'PaymentStatus',
  description: 'Where a payment stands.',
  valuesConfig: {
    PENDING: { description: 'The provider has not said yet what became of it.' },
    REQUIRES_ACTION: { description: 'The bank wants the customer to confirm it; see "clientSecret".' },
    SUCCEEDED: { description: 'It was charged.' },
    FAILED: { description: 'Nothing was charged; see "failure".' },
    CANCELLED: { description: 'The order was given up before it was charged.' },
    PARTIALLY_REFUNDED: { description: 'Some of it went back.' },
    REFUNDED: { description: 'All of it went back.' },
  },
});

@ObjectType('PaymentFailure', { description: 'Why nothing was charged.' })
export class PaymentFailureType {
  @Field(() => ErrorCode, { description: 'For programs.' })
  code: ErrorCode;

  @Field(() => String, { description: 'In English, for people.' })
  message: string;

  @Field(() => String, {
    nullable: true,
    description: 'The word of the payment provider, for example "card_declined".',
  })
  declineCode: string | null;
}

@ObjectType('Payment', { description: 'The one payment of an order.' })
@Directive('@key(fields: "id")')
export class PaymentType {
  @Field(() => ID, { description: 'The UUID of the payment.' })
  id: string;

  @Field(() => PaymentStatusType, { description: 'Where it stands.' })
  status: PaymentStatusType;

  @Field(() => MoneyType, { description: 'What is to be paid.' })
  amount: MoneyType;

  @Field(() => MoneyType, { description: 'What went back so far.' })
  refundedAmount: MoneyType;

  @Field(() => PaymentFailureType, {
    nullable: true,
    description: 'Why nothing was charged; null when it did not fail.',
  })
  failure: PaymentFailureType | null;

  @Field(() => Int, { description: 'Counts the changes.' })
  version: number;

  @Field(() => GraphQLISODateTime, { description: 'When it was asked for.' })
  createdAt: Date;

  // Resolved by PaymentResolver.
  orderId: string;
  orderNumber: string;
  userId: string;
  secret: string | null;
}

export const PaymentConnection = connectionType(() => PaymentType, { name: 'Payment', items: 'payments' });

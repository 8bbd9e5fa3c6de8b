import { GraphQLDecimal } from '@techally/subgraph-kit';
import { IsOptional, IsUUID, Length, Matches } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { PaymentStatusType } from '../types/payment-type.js';

/** Positive, with at most two decimals: `"0.01"` and more. */
const AMOUNT = /^(?!0+(\.0{1,2})?$)\d{1,10}(\.\d{1,2})?$/;

@InputType({ description: 'A refund of a payment.' })
export class RefundPaymentInput {
  @Field(() => ID, { description: 'The payment.' })
  @IsUUID('all', { message: 'the payment is named by its UUID' })
  paymentId: string;

  @Field(() => GraphQLDecimal, {
    nullable: true,
    description: 'What goes back: positive, at most two decimals; all that is left when left out.',
  })
  @IsOptional()
  @Matches(AMOUNT, { message: 'the amount is positive and has at most two decimals' })
  amount?: string | null;

  @Field(() => String, { description: 'Why it goes back; 1 to 200 characters.' })
  @Length(1, 200, { message: 'the reason needs 1 to 200 characters' })
  reason: string;

  @Field(() => String, { description: 'Yours, 1 to 200 characters: the same key never refunds twice.' })
  @Length(1, 200, { message: 'the idempotency key needs 1 to 200 characters' })
  idempotencyKey: string;
}

@InputType({ description: 'What a list of payments is narrowed to.' })
export class PaymentFilterInput {
  @Field(() => PaymentStatusType, { nullable: true, description: 'Payments that stand so.' })
  status?: PaymentStatusType | null;

  @Field(() => ID, { nullable: true, description: 'Payments of this customer.' })
  @IsOptional()
  @IsUUID('all', { message: 'the customer is named by their UUID' })
  userId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The payment of this order.' })
  @IsOptional()
  @IsUUID('all', { message: 'the order is named by its UUID' })
  orderId?: string | null;
}

@InputType({ description: 'What the ledger is narrowed to.' })
export class LedgerFilterInput {
  @Field(() => ID, { nullable: true, description: 'Entries of this payment and its refunds.' })
  @IsOptional()
  @IsUUID('all', { message: 'the payment is named by its UUID' })
  paymentId?: string | null;
}

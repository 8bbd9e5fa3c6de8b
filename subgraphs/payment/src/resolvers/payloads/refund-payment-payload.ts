import { UserError } from '@techally/subgraph-kit';
import { Field, ObjectType } from 'type-graphql';
import { PaymentType } from '../types/payment-type.js';
import { RefundType } from '../types/refund-type.js';

@ObjectType({ description: 'The refund that was made, or what is wrong.' })
export class RefundPaymentPayload {
  @Field(() => RefundType, { nullable: true, description: 'The refund; null when something is wrong.' })
  refund: RefundType | null;

  @Field(() => PaymentType, { nullable: true, description: 'Its payment; null when something is wrong.' })
  payment: PaymentType | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty when all went well.' })
  userErrors: UserError[];
}

import { MoneyType } from '@techally/subgraph-kit';
import { Field, GraphQLISODateTime, ID, ObjectType, registerEnumType } from 'type-graphql';

export enum RefundStatusType {
  PENDING = 'PENDING',
  SUCCEEDED = 'SUCCEEDED',
  FAILED = 'FAILED',
}

registerEnumType(RefundStatusType, {
  name: 'RefundStatus',
  description: 'Where a refund stands.',
  valuesConfig: {
    PENDING: { description: 'On its way.' },
    SUCCEEDED: { description: 'The money went back.' },
    FAILED: { description: 'The provider refused it; nothing went back.' },
  },
});

@ObjectType('Refund', { description: 'Money of a payment that goes back.' })
export class RefundType {
  @Field(() => ID, { description: 'The UUID of the refund.' })
  id: string;

  @Field(() => MoneyType, { description: 'What goes back.' })
  amount: MoneyType;

  @Field(() => RefundStatusType, { description: 'Where it stands.' })
  status: RefundStatusType;

  @Field(() => String, { description: 'Why it goes back.' })
  reason: string;

  @Field(() => GraphQLISODateTime, { description: 'When it was asked for.' })
  createdAt: Date;
}

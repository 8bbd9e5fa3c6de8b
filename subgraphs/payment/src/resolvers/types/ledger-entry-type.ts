import { connectionType, MoneyType } from '@techally/subgraph-kit';
import { Field, GraphQLISODateTime, ID, ObjectType, registerEnumType } from 'type-graphql';

export enum LedgerAccountType {
  PROVIDER_CLEARING = 'PROVIDER_CLEARING',
  REVENUE = 'REVENUE',
  REFUNDS = 'REFUNDS',
}

registerEnumType(LedgerAccountType, {
  name: 'LedgerAccount',
  description: 'An account of the ledger.',
  valuesConfig: {
    PROVIDER_CLEARING: { description: 'What the payment provider holds for the shop.' },
    REVENUE: { description: 'What customers have paid.' },
    REFUNDS: { description: 'What went back to customers.' },
  },
});

@ObjectType('LedgerEntry', { description: 'One side of a booking; the entries of one transaction balance.' })
export class LedgerEntryType {
  @Field(() => ID, { description: 'The UUID of the entry.' })
  id: string;

  @Field(() => ID, { description: 'The booking that it is a side of.' })
  transactionId: string;

  @Field(() => LedgerAccountType, { description: 'The account.' })
  account: LedgerAccountType;

  @Field(() => MoneyType, { description: 'The debit; 0.00 when it is a credit.' })
  debit: MoneyType;

  @Field(() => MoneyType, { description: 'The credit; 0.00 when it is a debit.' })
  credit: MoneyType;

  @Field(() => GraphQLISODateTime, { description: 'When it was booked.' })
  at: Date;

  // Resolved by LedgerResolver.
  paymentId: string;
}

export const LedgerEntryConnection = connectionType(() => LedgerEntryType, {
  name: 'LedgerEntry',
  items: 'entries of the ledger',
});

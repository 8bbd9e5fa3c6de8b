import type { Money } from '@techally/money';
import { decimalFromCents } from '@techally/money';
import { Directive, Field, ObjectType } from 'type-graphql';
import { GraphQLDecimal } from '../scalars/decimal.js';

/** Money as clients see it. Every subgraph defines it alike (`@shareable`). */
@ObjectType('Money', { description: 'An amount of money in one currency.' })
@Directive('@shareable')
export class MoneyType {
  @Field(() => GraphQLDecimal, { description: 'The amount with two decimals, for example "12.50".' })
  amount: string;

  @Field(() => String, { description: 'The ISO 4217 currency code, for example "USD".' })
  currencyCode: string;
}

/** Shows an amount of the domain to clients. */
export function toMoneyType(money: Money): MoneyType {
  return { amount: decimalFromCents(money.cents), currencyCode: money.currencyCode };
}

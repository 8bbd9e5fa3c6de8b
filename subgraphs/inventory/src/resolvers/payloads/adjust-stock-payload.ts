import { UserError } from '@techally/subgraph-kit';
import { Field, ObjectType } from 'type-graphql';
import { StockItemType } from '../types/stock-types.js';

@ObjectType({ description: 'The stock after the change, or what is wrong.' })
export class AdjustStockPayload {
  @Field(() => StockItemType, { nullable: true, description: 'The stock; null when something is wrong.' })
  stockItem: StockItemType | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty when all went well.' })
  userErrors: UserError[];
}

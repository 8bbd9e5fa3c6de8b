import { IsOptional, IsUUID, Length, Matches, Max, MaxLength, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { PRINTABLE } from '@techally/subgraph-kit';

const MOST = 1_000_000_000;

@InputType({ description: 'A change of the stock of one product.' })
export class AdjustStockInput {
  @Field(() => ID, { description: 'The product.' })
  @IsUUID('all', { message: 'the product is named by its UUID' })
  productId: string;

  @Field(() => Int, { description: 'How many pieces came (positive) or went (negative); not 0.' })
  @Min(-MOST, { message: 'the change is a thousand million at most' })
  @Max(MOST, { message: 'the change is a thousand million at most' })
  delta: number;

  @Field(() => String, { nullable: true, description: 'Why, for the history; at most 200 characters.' })
  @IsOptional()
  @MaxLength(200, { message: 'the reason has at most 200 characters' })
  @Matches(PRINTABLE, { message: 'the reason is one line of text' })
  reason?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The version that you have read; the change is refused when it is another by now.',
  })
  version?: number | null;

  @Field(() => String, {
    description:
      'Chosen by the client, 1 to 100 characters, a new one for each change. Sent again with the same change, it changes nothing ' +
      'and is answered alike.',
  })
  @Length(1, 100, { message: 'the idempotency key has 1 to 100 characters' })
  @Matches(PRINTABLE, { message: 'the idempotency key is one line of text' })
  idempotencyKey: string;
}

@InputType({ description: 'What a list of stock items is narrowed to.' })
export class StockItemFilterInput {
  @Field(() => Int, {
    nullable: true,
    description: 'Only stock of which fewer pieces than this can be bought.',
  })
  belowAvailable?: number | null;

  @Field(() => ID, { nullable: true, description: 'Only the stock of this product.' })
  @IsOptional()
  @IsUUID('all', { message: 'the product is named by its UUID' })
  productId?: string | null;
}

import { IsOptional, IsUUID, Length, Max, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { MAX_QUANTITY } from '../../domain/cart.js';

const TOKEN = 'The token of a guest cart; a signed-in user has a cart without one, and needs none.';
const QUANTITY = { message: `a cart holds at most ${String(MAX_QUANTITY)} pieces of a product` };

@InputType({ description: 'Pieces to put into a cart.' })
export class AddToCartInput {
  @Field(() => ID, { description: 'The product.' })
  @IsUUID('all', { message: 'the product is named by its UUID' })
  productId: string;

  @Field(() => Int, { defaultValue: 1, description: 'How many pieces to add, 1 to 1000.' })
  @Min(1, { message: 'the quantity is 1 or more' })
  @Max(MAX_QUANTITY, QUANTITY)
  quantity: number;

  @Field(() => String, {
    nullable: true,
    description: `${TOKEN} A guest who gives none gets a new cart, and its token.`,
  })
  @IsOptional()
  @Length(1, 128, { message: 'a cart token has 1 to 128 characters' })
  cartToken?: string | null;
}

@InputType({ description: 'How many pieces of a product are to be in a cart.' })
export class SetCartItemInput {
  @Field(() => ID, { description: 'The product.' })
  @IsUUID('all', { message: 'the product is named by its UUID' })
  productId: string;

  @Field(() => Int, { description: 'How many pieces there are to be, 0 to 1000; 0 takes the product out.' })
  @Min(0, { message: 'the quantity is not negative' })
  @Max(MAX_QUANTITY, QUANTITY)
  quantity: number;

  @Field(() => String, { nullable: true, description: TOKEN })
  @IsOptional()
  @Length(1, 128, { message: 'a cart token has 1 to 128 characters' })
  cartToken?: string | null;
}

@InputType({ description: 'A product to take out of a cart.' })
export class RemoveFromCartInput {
  @Field(() => ID, { description: 'The product.' })
  @IsUUID('all', { message: 'the product is named by its UUID' })
  productId: string;

  @Field(() => String, { nullable: true, description: TOKEN })
  @IsOptional()
  @Length(1, 128, { message: 'a cart token has 1 to 128 characters' })
  cartToken?: string | null;
}

@InputType({ description: 'A guest cart to add to the own one.' })
export class MergeCartInput {
  @Field(() => String, { description: 'The token of the guest cart.' })
  @Length(1, 128, { message: 'a cart token has 1 to 128 characters' })
  cartToken: string;
}

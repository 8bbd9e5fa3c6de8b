import { MoneyType } from '@techally/subgraph-kit';
import { Field, Int, ObjectType } from 'type-graphql';
import { ProductReference } from './product-reference.js';

@ObjectType('CartItem', { description: 'One product in a cart.' })
export class CartItemType {
  @Field(() => ProductReference, { description: 'The product.' })
  product: ProductReference;

  @Field(() => Int, { description: 'How many pieces, 1 to 1000.' })
  quantity: number;

  @Field(() => MoneyType, { description: 'The price of one piece when it was put in or changed last.' })
  unitPrice: MoneyType;

  @Field(() => MoneyType, { description: 'The price of all pieces.' })
  lineTotal: MoneyType;

  // Resolved by CartItemResolver.
  unitPriceCents: number;
}

@ObjectType('Cart', { description: 'What a customer is about to buy.' })
export class CartType {
  @Field(() => String, {
    nullable: true,
    description: 'What a guest shows to get this cart again; null for a signed-in user. Keep it secret.',
  })
  token: string | null;

  @Field(() => [CartItemType], {
    description: 'What is in it, in the order in which it was put in; at most 100 products.',
  })
  items: CartItemType[];

  @Field(() => Int, { description: 'How many pieces are in it.' })
  itemCount: number;

  @Field(() => MoneyType, { description: 'The price of everything in it, without shipping.' })
  total: MoneyType;
}

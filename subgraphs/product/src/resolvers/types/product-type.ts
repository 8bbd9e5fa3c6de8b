import type { JsonObject } from '@techally/subgraph-kit';
import { connectionType, GraphQLJSONObject, MoneyType } from '@techally/subgraph-kit';
import { Directive, Field, Float, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'The ratings of a product, summed up.' })
export class RatingSummary {
  @Field(() => Float, {
    nullable: true,
    description: 'The mean of all ratings, 1 to 5, two decimals; null without reviews.',
  })
  average: number | null;

  @Field(() => Int, { description: 'How many published reviews there are.' })
  count: number;
}

@ObjectType('Product', { description: 'Something that the shop sells, or sold.' })
@Directive('@key(fields: "id")')
export class ProductType {
  @Field(() => ID, { description: 'The UUID of the product.' })
  id: string;

  @Field(() => String, { description: 'The article number, unique.' })
  sku: string;

  @Field(() => String, { description: 'The name that customers see.' })
  name: string;

  @Field(() => String, { description: 'What it is, as plain text.' })
  description: string;

  @Field(() => MoneyType, { description: 'The price of one piece.' })
  price: MoneyType;

  @Field(() => GraphQLJSONObject, { description: 'Facts about the product by name.' })
  specifications: JsonObject;

  @Field(() => Boolean, {
    description: 'Whether it is not sold any more. Archived products stay readable for old orders.',
  })
  archived: boolean;

  @Field(() => RatingSummary, { description: 'What its reviews say in sum.' })
  rating: RatingSummary;

  @Field(() => Int, { description: 'Counts the changes; pass it on with a change.' })
  version: number;

  @Field(() => GraphQLISODateTime, { description: 'When it came into the catalogue.' })
  createdAt: Date;

  @Field(() => GraphQLISODateTime, { description: 'When it was changed last.' })
  updatedAt: Date;

  // Resolved by ProductResolver.
  categoryId: string;
}

export const ProductConnection = connectionType(() => ProductType, { name: 'Product', items: 'products' });

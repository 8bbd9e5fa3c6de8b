import { IsDecimal, IsInt, IsOptional, IsUUID, Length, Matches, Max, MaxLength, Min } from 'class-validator';
import type { JsonObject } from '@techally/subgraph-kit';
import { GraphQLDecimal, GraphQLJSONObject } from '@techally/subgraph-kit';
import { Field, Float, ID, InputType, Int, registerEnumType } from 'type-graphql';

/** Positive, with at most two decimals: `"0.01"` and more. */
const PRICE = /^(?!0+(\.0{1,2})?$)\d{1,10}(\.\d{1,2})?$/;

@InputType({ description: 'A new product.' })
export class CreateProductInput {
  @Field(() => String, { description: 'The article number, unique; 1 to 64 characters.' })
  @Length(1, 64, { message: 'the article number needs 1 to 64 characters' })
  sku: string;

  @Field(() => String, { description: '3 to 255 characters.' })
  @Length(3, 255, { message: 'the name needs 3 to 255 characters' })
  name: string;

  @Field(() => String, { defaultValue: '', description: 'At most 2000 characters.' })
  @MaxLength(2000, { message: 'the description has at most 2000 characters' })
  description: string;

  @Field(() => GraphQLDecimal, { description: 'The price of one piece: positive, at most two decimals.' })
  @Matches(PRICE, { message: 'the price is positive and has at most two decimals' })
  price: string;

  @Field(() => ID, { description: 'The category that it belongs to.' })
  @IsUUID('all', { message: 'the category is named by its UUID' })
  categoryId: string;

  @Field(() => GraphQLJSONObject, { nullable: true, description: 'Facts about the product by name.' })
  specifications?: JsonObject | null;

  @Field(() => Int, { defaultValue: 0, description: 'How many pieces there are to begin with.' })
  @Min(0, { message: 'the initial stock is not negative' })
  @Max(1_000_000_000, { message: 'the initial stock is a thousand million at most' })
  initialStock: number;
}

@InputType({ description: 'A change of a product; what is left out stays as it is.' })
export class UpdateProductInput {
  @Field(() => ID, { description: 'The product.' })
  @IsUUID('all', { message: 'the product is named by its UUID' })
  id: string;

  @Field(() => Int, { description: 'The version that the change was made from.' })
  @IsInt()
  version: number;

  @Field(() => String, { nullable: true, description: '3 to 255 characters.' })
  @IsOptional()
  @Length(3, 255, { message: 'the name needs 3 to 255 characters' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 2000 characters.' })
  @IsOptional()
  @MaxLength(2000, { message: 'the description has at most 2000 characters' })
  description?: string | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'Positive, at most two decimals.' })
  @IsOptional()
  @Matches(PRICE, { message: 'the price is positive and has at most two decimals' })
  price?: string | null;

  @Field(() => ID, { nullable: true, description: 'Another category.' })
  @IsOptional()
  @IsUUID('all', { message: 'the category is named by its UUID' })
  categoryId?: string | null;

  @Field(() => GraphQLJSONObject, { nullable: true, description: 'Replaces all specifications.' })
  specifications?: JsonObject | null;
}

@InputType({ description: 'A product to take out of the catalogue.' })
export class ArchiveProductInput {
  @Field(() => ID, { description: 'The product.' })
  @IsUUID('all', { message: 'the product is named by its UUID' })
  id: string;

  @Field(() => Int, { description: 'The version that you have read.' })
  version: number;
}

@InputType({ description: 'What a list of products is narrowed to.' })
export class ProductFilterInput {
  @Field(() => ID, { nullable: true, description: 'Products of this category and of all below it.' })
  @IsOptional()
  @IsUUID('all', { message: 'the category is named by its UUID' })
  categoryId?: string | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'The lowest price.' })
  @IsOptional()
  @IsDecimal({ decimal_digits: '0,2' }, { message: 'a price has at most two decimals' })
  minPrice?: string | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'The highest price.' })
  @IsOptional()
  @IsDecimal({ decimal_digits: '0,2' }, { message: 'a price has at most two decimals' })
  maxPrice?: string | null;

  @Field(() => Float, { nullable: true, description: 'The least mean rating, 1 to 5.' })
  @IsOptional()
  @Min(1, { message: 'a rating is 1 to 5' })
  @Max(5, { message: 'a rating is 1 to 5' })
  minRating?: number | null;
}

export enum ProductSort {
  NEWEST = 'NEWEST',
  NAME = 'NAME',
  PRICE_ASCENDING = 'PRICE_ASCENDING',
  PRICE_DESCENDING = 'PRICE_DESCENDING',
}

registerEnumType(ProductSort, {
  name: 'ProductSort',
  description: 'The order of a list of products.',
  valuesConfig: {
    NEWEST: { description: 'The newest first.' },
    NAME: { description: 'By name, A to Z.' },
    PRICE_ASCENDING: { description: 'The cheapest first.' },
    PRICE_DESCENDING: { description: 'The most expensive first.' },
  },
});

import { ArrayMaxSize, IsOptional, IsUUID, Length, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { ProductFilterInput } from './product-inputs.js';

@InputType({ description: 'A specification that products must have.' })
export class SpecificationFilterInput {
  @Field(() => String, { description: 'Its name, such as "colour".' })
  @Length(1, 255, { message: 'a name needs 1 to 255 characters' })
  name: string;

  @Field(() => [String], { description: 'Any of these values, at most 20.' })
  @ArrayMaxSize(20, { message: 'at most 20 values can be given' })
  @MaxLength(255, { each: true, message: 'a value has at most 255 characters' })
  values: string[];
}

@InputType({ description: 'What found products are narrowed to. All of it must hold.' })
export class ProductSearchFilterInput extends ProductFilterInput {
  @Field(() => [ID], {
    nullable: true,
    description:
      'Products of any of these categories and of all below them, at most 50. "categoryId" is one more.',
  })
  @IsOptional()
  @ArrayMaxSize(50, { message: 'at most 50 categories can be given' })
  @IsUUID('all', { each: true, message: 'a category is named by its UUID' })
  categoryIds?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only what can be bought now (true), or only what cannot (false).',
  })
  inStock?: boolean | null;

  @Field(() => [SpecificationFilterInput], {
    nullable: true,
    description: 'Specifications that products must have, each with one of its values; at most 10.',
  })
  @IsOptional()
  @ArrayMaxSize(10, { message: 'at most 10 specifications can be given' })
  @ValidateNested({ each: true })
  specifications?: SpecificationFilterInput[] | null;
}

export enum ProductSearchSort {
  RELEVANCE = 'RELEVANCE',
  PRICE_ASCENDING = 'PRICE_ASCENDING',
  PRICE_DESCENDING = 'PRICE_DESCENDING',
  NEWEST = 'NEWEST',
  RATING = 'RATING',
  POPULARITY = 'POPULARITY',
}

registerEnumType(ProductSearchSort, {
  name: 'ProductSearchSort',
  description: 'The order of found products.',
  valuesConfig: {
    RELEVANCE: { description: 'What fits the words best first; without words, what sells best.' },
    PRICE_ASCENDING: { description: 'The cheapest first.' },
    PRICE_DESCENDING: { description: 'The most expensive first.' },
    NEWEST: { description: 'The newest first.' },
    RATING: { description: 'The best rated first.' },
    POPULARITY: { description: 'What sells best first.' },
  },
});

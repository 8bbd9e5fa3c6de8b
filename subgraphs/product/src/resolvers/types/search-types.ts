import { PageInfo } from '@techally/subgraph-kit';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CategoryType } from './category-type.js';
import { ProductType } from './product-type.js';

export enum HighlightedField {
  name = 'name',
  category = 'category',
  description = 'description',
}

registerEnumType(HighlightedField, {
  name: 'HighlightedField',
  description: 'A text in which words were found.',
  valuesConfig: {
    name: { description: "The product's name." },
    category: { description: 'The name of its category, or of one above.' },
    description: { description: 'Its description.' },
  },
});

@ObjectType({ description: 'A part of a text, in UTF-16 code units, as JavaScript and Java count.' })
export class TextRange {
  @Field(() => Int, { description: 'Where it begins.' })
  start: number;

  @Field(() => Int, { description: 'Where it ends: the place after its last unit.' })
  end: number;
}

@ObjectType('SearchHighlight', {
  description: 'A text in which words were found. It is plain text: mark the ranges yourself.',
})
export class SearchHighlightType {
  @Field(() => HighlightedField, { description: 'Which text.' })
  field: HighlightedField;

  @Field(() => String, { description: 'The text, or the part of it around what was found.' })
  text: string;

  @Directive('@listSize(assumedSize: 5)')
  @Field(() => [TextRange], { description: 'The words that were found.' })
  ranges: readonly TextRange[];
}

@ObjectType({ description: 'How many hits have one value of a property.' })
export class FacetValue {
  @Field(() => String, {
    description:
      'What the filter takes: the id of a category, a value, or a range such as "25-100" and "500-".',
  })
  value: string;

  @Field(() => String, { description: 'What customers read, such as the name of a category.' })
  label: string;

  @Field(() => Int, { description: 'How many hits have it.' })
  count: number;
}

@ObjectType({
  description:
    'The values that one property has among the hits, by all filters but the one on this property.',
})
export class Facet {
  @Field(() => String, {
    description: 'The property: "category", "price", "rating", "inStock" or "specifications.<name>".',
  })
  name: string;

  @Directive('@listSize(assumedSize: 20)')
  @Field(() => [FacetValue], { description: 'Its values, the most frequent first; ranges in their order.' })
  values: readonly FacetValue[];
}

@ObjectType({ description: 'A found product.' })
export class ProductSearchEdge {
  @Field(() => String, { description: 'The position of the product, for "after" and "before".' })
  cursor: string;

  @Field(() => ProductType, { description: 'The product.' })
  node: ProductType;

  @Directive('@listSize(assumedSize: 3)')
  @Field(() => [SearchHighlightType], { description: 'Where the words of the query were found.' })
  highlights: readonly SearchHighlightType[];
}

@ObjectType({ description: 'A page of found products, and what the hits have in common.' })
export class ProductSearchResult {
  @Field(() => [ProductSearchEdge], {
    description:
      'The products of this page, each with its cursor. There can be fewer than were asked for: products that were archived a moment ago are left out.',
  })
  edges: readonly ProductSearchEdge[];

  @Field(() => PageInfo, { description: 'Where this page stands among the hits.' })
  pageInfo: PageInfo;

  @Directive('@cost(weight: 5)')
  @Field(() => Int, { description: 'How many found products there are in all; costs one count.' })
  totalCount: number | null;

  @Directive('@cost(weight: 5)')
  @Directive('@listSize(assumedSize: 12)')
  @Field(() => [Facet], { description: 'What the hits have in common.' })
  facets: readonly Facet[];

  @Directive('@cost(weight: 5)')
  @Field(() => String, {
    nullable: true,
    description: '"Did you mean": the query with its misspelt words put right; null when there are none.',
  })
  suggestion: string | null;
}

export enum ProductSuggestionKind {
  PRODUCT = 'PRODUCT',
  CATEGORY = 'CATEGORY',
}

registerEnumType(ProductSuggestionKind, {
  name: 'ProductSuggestionKind',
  description: 'What a completion names.',
  valuesConfig: {
    PRODUCT: { description: 'A product.' },
    CATEGORY: { description: 'A category.' },
  },
});

@ObjectType({ description: 'A completion of what a customer has begun to type.' })
export class ProductSuggestion {
  @Field(() => String, { description: 'The name.' })
  text: string;

  @Field(() => ProductSuggestionKind, { description: 'What has this name.' })
  kind: ProductSuggestionKind;

  @Field(() => ID, { description: 'The UUID of the product or of the category.' })
  id: string;

  @Field(() => ProductType, { nullable: true, description: 'The product; null for a category.' })
  product: ProductType | null;

  @Field(() => CategoryType, { nullable: true, description: 'The category; null for a product.' })
  category: CategoryType | null;
}

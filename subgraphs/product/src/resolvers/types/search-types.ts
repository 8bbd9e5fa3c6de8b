import { connectionType } from '@techally/subgraph-kit';
import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { ProductType } from './product-type.js';

@ObjectType({ description: 'How many hits have one value of a property.' })
export class FacetValue {
  @Field(() => String, { description: 'The value.' })
  value: string;

  @Field(() => Int, { description: 'How many hits have it.' })
  count: number;
}

@ObjectType({ description: 'The values that one property has among the hits.' })
export class Facet {
  @Field(() => String, { description: 'The property: "category" or "price".' })
  name: string;

  @Directive('@listSize(assumedSize: 20)')
  @Field(() => [FacetValue], { description: 'Its values, the most frequent first.' })
  values: FacetValue[];
}

const SearchHits = connectionType(() => ProductType, { name: 'ProductSearch', items: 'found products' });

@ObjectType('ProductSearchResult', {
  description: 'A page of found products, best first, and what they have in common.',
})
export class ProductSearchResult extends SearchHits {
  @Directive('@cost(weight: 5)')
  @Directive('@listSize(assumedSize: 2)')
  @Field(() => [Facet], { description: 'What the hits have in common.' })
  facets: Facet[] | Promise<readonly object[]>;
}

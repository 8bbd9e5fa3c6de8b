import type { Connection } from '@techally/subgraph-kit';
import { BadUserInputError, ConnectionArgs, pageRequest, toConnection } from '@techally/subgraph-kit';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Directive, FieldResolver, Info, Int, Query, Resolver, Root } from 'type-graphql';
import type { ProductSearch, SearchHit, SearchWants } from '../ports/search-port.js';
import { ProductSearchFilterInput, ProductSearchSort } from './inputs/search-inputs.js';
import type { ProductContext } from './product-context.js';
import { searchFilter } from './search-filter-of-input.js';
import { selectsField } from './selects-field.js';
import { showCategory, showProduct } from './show.js';
import { CategoryType } from './types/category-type.js';
import { ProductType } from './types/product-type.js';
import {
  HighlightedField,
  type ProductSearchEdge,
  ProductSearchResult,
  ProductSuggestion,
  ProductSuggestionKind,
} from './types/search-types.js';

const MAX_QUERY_LENGTH = 200;
const MAX_PREFIX_LENGTH = 100;
const MAX_SUGGESTIONS = 20;

@Resolver(() => ProductSuggestion)
export class SearchResolver {
  constructor(private readonly search: ProductSearch) {}

  @Directive('@cost(weight: 10)')
  @Directive(
    '@listSize(slicingArguments: ["first", "last"], sizedFields: ["edges"], assumedSize: 20, requireOneSlicingArgument: false)',
  )
  @Query(() => ProductSearchResult, {
    description: 'Finds products by words; forgives typing errors. Without words, finds everything.',
  })
  async searchProducts(
    @Arg('query', () => String, { description: 'Words, at most 200 characters.' }) query: string,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => ProductSearchFilterInput, { nullable: true })
    filter: ProductSearchFilterInput | null,
    @Arg('sort', () => ProductSearchSort, { defaultValue: ProductSearchSort.RELEVANCE })
    sort: ProductSearchSort,
    @Ctx() context: ProductContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProductSearchResult> {
    refuseLonger('query', query, MAX_QUERY_LENGTH);
    const page = pageRequest(args);
    const { hits, totalCount, facets, suggestion } = await this.search.search({
      query,
      filter: searchFilter(filter),
      order: sort,
      page,
      wants: wantsOf(info),
    });
    const connection = toConnection({
      rows: hits,
      page,
      order: sort,
      cursorOf: ({ sortValue, productId }) => [sortValue, productId],
      nodeOf: (hit) => hit,
      totalCount: () => Promise.resolve(totalCount ?? 0),
    });
    return {
      edges: await productEdges(connection, context),
      pageInfo: connection.pageInfo,
      totalCount,
      facets,
      suggestion,
    };
  }

  @Directive('@cost(weight: 5)')
  @Directive('@listSize(slicingArguments: ["first"], assumedSize: 10, requireOneSlicingArgument: false)')
  @Query(() => [ProductSuggestion], {
    description:
      'Names that have words beginning with those that a customer has begun to type, the likeliest first.',
  })
  async suggestProducts(
    @Arg('prefix', () => String, { description: 'What has been typed, at most 100 characters.' })
    prefix: string,
    @Arg('first', () => Int, { defaultValue: 10, description: 'How many, 1 to 20.' }) first: number,
  ): Promise<readonly object[]> {
    refuseLonger('prefix', prefix, MAX_PREFIX_LENGTH);
    if (first < 1 || first > MAX_SUGGESTIONS)
      throw new BadUserInputError(`"first" takes 1 to ${String(MAX_SUGGESTIONS)}.`);
    const completions = await this.search.complete(prefix, first);
    return completions.map(({ text, kind, id }) => ({ text, kind: ProductSuggestionKind[kind], id }));
  }

  @FieldResolver(() => ProductType, { nullable: true, description: 'The product; null for a category.' })
  async product(
    @Root() { kind, id }: ProductSuggestion,
    @Ctx() { loaders }: ProductContext,
  ): Promise<ProductType | null> {
    if (kind !== ProductSuggestionKind.PRODUCT) return null;
    const product = await loaders.product.load(id);
    return product && showProduct(product);
  }

  @FieldResolver(() => CategoryType, { nullable: true, description: 'The category; null for a product.' })
  async category(
    @Root() { kind, id }: ProductSuggestion,
    @Ctx() { loaders }: ProductContext,
  ): Promise<CategoryType | null> {
    if (kind !== ProductSuggestionKind.CATEGORY) return null;
    const category = await loaders.category.load(id);
    return category && showCategory(category);
  }
}

function refuseLonger(argument: string, text: string, most: number): void {
  if (text.length > most)
    throw new BadUserInputError(`"${argument}" has at most ${String(most)} characters.`);
}

/** What is not selected is not looked for. */
function wantsOf(info: GraphQLResolveInfo): SearchWants {
  return {
    totalCount: selectsField(info, ['totalCount']),
    facets: selectsField(info, ['facets']),
    highlights: selectsField(info, ['edges', 'highlights']),
    suggestion: selectsField(info, ['suggestion']),
  };
}

/** An index can be late: hits whose product is gone or archived are left out; cursors count them all the same. */
async function productEdges(
  { edges }: Connection<SearchHit>,
  { loaders }: ProductContext,
): Promise<readonly ProductSearchEdge[]> {
  const products = await Promise.all(edges.map(({ node }) => loaders.product.load(node.productId)));
  return edges.flatMap(({ cursor, node: { highlights } }, index) => {
    const product = products[index] ?? null;
    if (product === null || product.archivedAt !== null) return [];
    return {
      cursor,
      node: showProduct(product),
      highlights: highlights.map(({ field, ...highlight }) => ({
        field: HighlightedField[field],
        ...highlight,
      })),
    };
  });
}

import { BadUserInputError, ConnectionArgs, pageRequest, toConnection } from '@techally/subgraph-kit';
import { Arg, Args, Directive, Query, Resolver } from 'type-graphql';
import { SEARCH_ORDER, type ProductSearch } from '../ports/product-search.js';
import { ProductFilterInput } from './inputs/product-inputs.js';
import { productFilter } from './product-filter-of-input.js';
import { showProduct } from './show.js';
import { ProductSearchResult } from './types/search-types.js';

const MAX_QUERY_LENGTH = 200;

@Resolver()
export class SearchResolver {
  constructor(private readonly search: ProductSearch) {}

  @Directive('@cost(weight: 10)')
  @Query(() => ProductSearchResult, { description: 'Finds products by words; forgives typing errors.' })
  async searchProducts(
    @Arg('query', () => String, { description: 'Words, at most 200 characters.' }) query: string,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => ProductFilterInput, { nullable: true }) input: ProductFilterInput | null,
  ): Promise<object> {
    if (query.length > MAX_QUERY_LENGTH)
      throw new BadUserInputError(`"query" has at most ${String(MAX_QUERY_LENGTH)} characters.`);
    const page = pageRequest(args);
    const filter = productFilter(input);
    const connection = toConnection({
      rows: await this.search.hits(query, filter, page),
      page,
      order: SEARCH_ORDER,
      cursorOf: (hit) => [hit.score, hit.product.id],
      nodeOf: (hit) => showProduct(hit.product),
      totalCount: () => this.search.count(query, filter),
    });
    const { search } = this;
    return Object.defineProperty(connection, 'facets', {
      get: () => search.facets(query, filter),
      enumerable: true,
    });
  }
}

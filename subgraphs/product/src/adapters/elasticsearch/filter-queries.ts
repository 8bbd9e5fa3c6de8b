import type { estypes } from '@elastic/elasticsearch';
import type { SearchFilter, SpecificationFilter } from '../../ports/search-port.js';

type Query = estypes.QueryDslQueryContainer;

/** The name of the facet that counts the values of a specification. */
export function specificationFacet(name: string): string {
  return `specifications.${name}`;
}

/** What hits must fulfil, by the facet that a condition belongs to. */
export function filterQueries(filter: SearchFilter): ReadonlyMap<string, Query> {
  const { categoryIds, minPriceCents, maxPriceCents, minRating, inStock, specifications = [] } = filter;
  const queries = new Map<string, Query>();
  if (categoryIds !== undefined) queries.set('category', { terms: { categoryIds: [...categoryIds] } });
  if (minPriceCents !== undefined || maxPriceCents !== undefined)
    queries.set('price', {
      range: {
        priceCents: {
          ...(minPriceCents === undefined ? {} : { gte: minPriceCents }),
          ...(maxPriceCents === undefined ? {} : { lte: maxPriceCents }),
        },
      },
    });
  if (minRating !== undefined) queries.set('rating', { range: { rating: { gte: minRating } } });
  if (inStock !== undefined) queries.set('inStock', { term: { inStock } });
  for (const [name, same] of Map.groupBy(specifications, (each) => each.name))
    queries.set(specificationFacet(name), { bool: { filter: same.map(specificationQuery) } });
  return queries;
}

function specificationQuery({ name, values }: SpecificationFilter): Query {
  return {
    nested: {
      path: 'specifications',
      query: {
        bool: {
          filter: [
            { term: { 'specifications.name': name } },
            { terms: { 'specifications.value': [...values] } },
          ],
        },
      },
    },
  };
}

/** All conditions, but for those of one facet. */
export function allBut(queries: ReadonlyMap<string, Query>, facet: string | null): Query {
  const filter = [...queries].filter(([name]) => name !== facet).map(([, query]) => query);
  return filter.length === 0 ? { match_all: {} } : { bool: { filter } };
}

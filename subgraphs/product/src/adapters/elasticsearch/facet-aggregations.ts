import type { estypes } from '@elastic/elasticsearch';
import type { SearchFacet, SearchFacetValue, SearchFilter } from '../../ports/search-port.js';
import { allBut, filterQueries, specificationFacet } from './filter-queries.js';
import { categoryOfKey } from './index-source.js';

type Aggregation = estypes.AggregationsAggregationContainer;
type Query = estypes.QueryDslQueryContainer;

/** The most values of a facet, and the most specifications that have one. */
const MOST_VALUES = 20;
/** Cents; a range has its lower bound in it, its upper one in the next. */
const PRICE_BOUNDS = [0, 25_00, 100_00, 500_00];
const RATINGS = [4, 3, 2, 1];

/** Aggregations of the hits of a query that the filter does not narrow yet (it is a post-filter). */
export function facetAggregations(filter: SearchFilter): Record<string, Aggregation> {
  const queries = filterQueries(filter);
  const own = filteredSpecifications(filter);
  return {
    category: counted(allBut(queries, 'category'), mostFrequent('categoryKeys')),
    price: counted(allBut(queries, 'price'), { range: { field: 'priceCents', ranges: priceRanges() } }),
    rating: counted(allBut(queries, 'rating'), {
      range: { field: 'rating', ranges: RATINGS.map((from) => ({ key: ratingValue(from), from })) },
    }),
    inStock: counted(allBut(queries, 'inStock'), mostFrequent('inStock')),
    specifications: specificationsAggregation(allBut(queries, null), {
      bool: { must_not: [{ terms: { 'specifications.name': own } }] },
    }),
    ...Object.fromEntries(
      own.map((name, index) => [
        ownFacet(index),
        specificationsAggregation(allBut(queries, specificationFacet(name)), {
          term: { 'specifications.name': name },
        }),
      ]),
    ),
  };
}

/** Reads what {@link facetAggregations} have counted; facets and ranges without hits are left out. */
export function facetsOf(filter: SearchFilter, aggregations: unknown): readonly SearchFacet[] {
  const counts = aggregations as FacetCounts;
  const { category, price, rating, inStock } = counts;
  const own = filteredSpecifications(filter).map((_, index) => counts[ownFacet(index)]);
  const specifications = [...own, counts['specifications']].flatMap(
    (each) => each?.specifications?.names.values.buckets ?? [],
  );
  return [
    { name: 'category', values: categoryValues(category?.values?.buckets ?? []) },
    { name: 'price', values: plainValues(price?.values?.buckets ?? []) },
    { name: 'rating', values: plainValues(rating?.values?.buckets ?? []).reverse() },
    { name: 'inStock', values: plainValues(inStock?.values?.buckets ?? []) },
    ...specifications.map(({ key, values }) => ({
      name: specificationFacet(String(key)),
      values: plainValues(values?.buckets ?? []),
    })),
  ].filter(({ values }) => values.length > 0);
}

interface Bucket {
  readonly key: string | number;
  /** Of booleans. */
  readonly key_as_string?: string;
  readonly doc_count: number;
  readonly values?: { readonly buckets: readonly Bucket[] };
}

type FacetCounts = Readonly<
  Record<
    string,
    {
      readonly values?: { readonly buckets: readonly Bucket[] };
      readonly specifications?: {
        readonly names: { readonly values: { readonly buckets: readonly Bucket[] } };
      };
    }
  >
>;

function filteredSpecifications({ specifications = [] }: SearchFilter): string[] {
  return [...new Set(specifications.map(({ name }) => name))];
}

/** The names of specifications may have signs that names of aggregations may not. */
function ownFacet(index: number): string {
  return `own-${String(index)}`;
}

function counted(filter: Query, values: Aggregation): Aggregation {
  return { filter, aggs: { values } };
}

function specificationsAggregation(filter: Query, names: Query): Aggregation {
  const values = {
    ...mostFrequent('specifications.name'),
    aggs: { values: mostFrequent('specifications.value') },
  };
  return {
    filter,
    aggs: {
      specifications: {
        nested: { path: 'specifications' },
        aggs: { names: { filter: names, aggs: { values } } },
      },
    },
  };
}

function mostFrequent(field: string): Aggregation {
  return { terms: { field, size: MOST_VALUES, order: [{ _count: 'desc' }, { _key: 'asc' }] } };
}

function priceRanges(): estypes.AggregationsAggregationRange[] {
  return PRICE_BOUNDS.map((from, index) => {
    const to = PRICE_BOUNDS[index + 1];
    const upper = to === undefined ? '' : String(to / 100);
    return { key: `${String(from / 100)}-${upper}`, from, ...(to === undefined ? {} : { to }) };
  });
}

function ratingValue(from: number): string {
  return `${String(from)}-`;
}

function plainValues(buckets: readonly Bucket[]): SearchFacetValue[] {
  return buckets
    .filter((bucket) => bucket.doc_count > 0)
    .map(({ key, key_as_string: text = String(key), doc_count: count }) => ({
      value: text,
      label: text,
      count,
    }));
}

/** While a category's new name is on its way to its products, it has two; it is counted as one. */
function categoryValues(buckets: readonly Bucket[]): SearchFacetValue[] {
  const values = new Map<string, SearchFacetValue>();
  for (const { key, doc_count: hits } of buckets) {
    const { id, name } = categoryOfKey(String(key));
    const before = values.get(id);
    values.set(id, { value: id, label: before?.label ?? name, count: hits + (before?.count ?? 0) });
  }
  return [...values.values()].sort((a, b) => b.count - a.count);
}

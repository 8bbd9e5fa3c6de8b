import type { SearchFacet, SearchFacetValue } from '../../ports/search-port.js';

/** A row of the statement that counts; of ratings, those of which this is the whole number. */
export interface CountedValue extends SearchFacetValue {
  readonly name: string;
}

const PRICE_RANGES = ['0-25', '25-100', '100-500', '500-'];
/** Specifications that facets are made of: those that most hits have. */
const MOST_SPECIFICATIONS = 8;

/** Makes facets of counted values: the ranges in their order, everything else by frequency. */
export function facetsOf(rows: readonly CountedValue[]): readonly SearchFacet[] {
  const byName = Map.groupBy(rows, ({ name }) => name);
  const valuesOf = (name: string) => byName.get(name)?.map(({ name: _name, ...value }) => value) ?? [];
  const specifications = [...byName.keys()]
    .filter((name) => name.startsWith('specifications.'))
    .map((name) => ({ name, values: valuesOf(name).sort(byFrequency) }))
    .sort((a, b) => sum(b) - sum(a) || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_SPECIFICATIONS);
  return [
    { name: 'category', values: valuesOf('category').sort(byFrequency) },
    {
      name: 'price',
      values: valuesOf('price').sort((a, b) => PRICE_RANGES.indexOf(a.value) - PRICE_RANGES.indexOf(b.value)),
    },
    { name: 'rating', values: leastRatings(valuesOf('rating')) },
    { name: 'inStock', values: valuesOf('inStock').sort(byFrequency) },
    ...specifications,
  ].filter(({ values }) => values.length > 0);
}

function byFrequency(a: SearchFacetValue, b: SearchFacetValue): number {
  return b.count - a.count || (a.value < b.value ? -1 : 1);
}

function sum({ values }: SearchFacet): number {
  return values.reduce((total, { count }) => total + count, 0);
}

/** "4 and more", "3 and more", …: each holds those before it. */
function leastRatings(exact: readonly SearchFacetValue[]): readonly SearchFacetValue[] {
  return [4, 3, 2, 1].flatMap((least) => {
    const count = exact.reduce((total, each) => total + (Number(each.value) >= least ? each.count : 0), 0);
    const value = `${String(least)}-`;
    return count === 0 ? [] : [{ value, label: value, count }];
  });
}

import { decimalFromCents } from '@techally/money';
import type { SearchFilter } from '../../ports/search-port.js';
import { Prisma } from '../generated/prisma/client.js';
import { SPECIFICATION_SEPARATOR } from '../write-search-texts.js';
import type { SearchMatch } from './search-match.js';

/** A part of a filter, and the facet that does not go by it. */
export interface FilterCondition {
  readonly facet: string;
  readonly condition: Prisma.Sql;
}

/** The documents that a query finds, without its filter. Each statement says literally what the indexes are limited to. */
export function matchCondition(match: SearchMatch): Prisma.Sql {
  switch (match.kind) {
    case 'everything':
      return Prisma.sql`NOT d.archived`;
    case 'nothing':
      return Prisma.sql`FALSE`;
    case 'words':
      return Prisma.sql`NOT d.archived AND ${match.condition}`;
  }
}

/** The conditions over `search_documents d` that a filter consists of, all of which must hold. */
export function filterConditions(filter: SearchFilter): readonly FilterCondition[] {
  const { categoryIds, minPriceCents, maxPriceCents, minRating, inStock, specifications = [] } = filter;
  const conditions: FilterCondition[] = [];
  if (categoryIds !== undefined)
    conditions.push({
      facet: 'category',
      condition: Prisma.sql`d.category_ids && ${[...categoryIds]}::uuid[]`,
    });
  if (minPriceCents !== undefined || maxPriceCents !== undefined)
    conditions.push({
      facet: 'price',
      condition: Prisma.sql`d.price BETWEEN ${decimalFromCents(minPriceCents ?? 0)}::numeric
                            AND ${maxPriceCents === undefined ? 'Infinity' : decimalFromCents(maxPriceCents)}::numeric`,
    });
  if (minRating !== undefined)
    conditions.push({ facet: 'rating', condition: Prisma.sql`d.rating >= ${minRating}::float8::numeric` });
  if (inStock !== undefined)
    conditions.push({ facet: 'inStock', condition: Prisma.sql`d.in_stock = ${inStock}` });
  for (const { name, values } of specifications)
    conditions.push({
      facet: specificationFacet(name),
      condition: Prisma.sql`d.specifications && ${values.map((value) => `${name}${SPECIFICATION_SEPARATOR}${value}`)}::text[]`,
    });
  return conditions;
}

export function specificationFacet(name: string): string {
  return `specifications.${name}`;
}

/** The documents that a query finds and its filter lets pass. */
export function hitCondition(match: SearchMatch, filter: SearchFilter): Prisma.Sql {
  return Prisma.join(
    [matchCondition(match), ...filterConditions(filter).map(({ condition }) => condition)],
    ' AND ',
  );
}

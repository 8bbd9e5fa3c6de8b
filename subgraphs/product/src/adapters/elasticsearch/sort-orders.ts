import type { estypes } from '@elastic/elasticsearch';
import { decimalFromCents, centsFromDecimal } from '@techally/money';
import { BadUserInputError, decodeCursor } from '@techally/subgraph-kit';
import type { CursorValueKind, PageRequest } from '@techally/subgraph-kit';
import type { SearchOrder } from '../../ports/search-port.js';

type SortValue = string | number;

/** How an order is said to Elasticsearch, and how its values are written in cursors. */
interface SortOrder {
  /** Before the id, which every order ends with. */
  readonly keys: readonly { readonly field: string; readonly options?: object }[];
  readonly ascending: boolean;
  readonly kind: Exclude<CursorValueKind, 'scalar'>;
  readonly write: (values: readonly SortValue[]) => string;
  /** Null for what `write` never makes. */
  readonly read: (text: string) => readonly SortValue[] | null;
}

const ofNumber = {
  ascending: false,
  kind: 'decimal',
  write: ([value]: readonly SortValue[]) => String(value),
  read: (text: string) => [Number(text)],
} as const;
const price = {
  keys: [{ field: 'priceCents' }],
  kind: 'decimal',
  write: ([cents]: readonly SortValue[]) => decimalFromCents(Number(cents)),
  read: readCents,
} as const;

/**
 * Relevance is of this side alone: PostgreSQL scores in another way. So its values name the side, and either side refuses
 * the cursors of the other. The other orders mean the same on both, and so do their cursors.
 */
const RELEVANCE = /^elasticsearch:(\d{1,9}):(\d{1,15})$/;

const ORDERS: Readonly<Record<SearchOrder, SortOrder>> = {
  RELEVANCE: {
    keys: [{ field: '_score' }, { field: 'sold' }],
    ascending: false,
    kind: 'text',
    write: (values) => `elasticsearch:${values.slice(0, 2).join(':')}`,
    read: (text) => RELEVANCE.exec(text)?.slice(1).map(Number) ?? null,
  },
  PRICE_ASCENDING: { ...price, ascending: true },
  PRICE_DESCENDING: { ...price, ascending: false },
  NEWEST: {
    keys: [{ field: 'createdAt' }],
    ascending: false,
    kind: 'time',
    write: ([time]) => new Date(Number(time)).toISOString(),
    read: (text) => [Date.parse(text)],
  },
  RATING: { ...ofNumber, keys: [{ field: 'rating', options: { missing: 0 } }] },
  POPULARITY: { ...ofNumber, keys: [{ field: 'sold' }] },
};

/** The parts of a search request that read one page, and one hit more. */
export function pageOf(order: SearchOrder, page: PageRequest): Partial<estypes.SearchRequest> {
  const { keys, ascending } = ORDERS[order];
  const direction: estypes.SortOrder = ascending === (page.direction === 'forward') ? 'asc' : 'desc';
  return {
    size: page.limit + 1,
    sort: [...keys, { field: 'id' }].map(({ field, ...rest }) => ({
      [field]: { order: direction, ...('options' in rest ? rest.options : {}) },
    })),
    ...(page.cursor === null ? {} : { search_after: positionOf(order, page.cursor) }),
  };
}

/** The text of a hit's place in its order. */
export function sortValueOf(order: SearchOrder, values: readonly SortValue[]): string {
  return ORDERS[order].write(values);
}

/** @throws {BadUserInputError} Thrown when it is no cursor of this order, or one that PostgreSQL has made by relevance. */
function positionOf(order: SearchOrder, cursor: string): SortValue[] {
  const { kind, read } = ORDERS[order];
  const [text, id] = decodeCursor(order, cursor, [kind, 'uuid']);
  const values = read(text);
  if (values === null || !values.every((value) => Number.isFinite(value)))
    throw new BadUserInputError('The cursor is not one of this list in this order.');
  return [...values, id.toLowerCase()];
}

/** Null where it is no amount of money. */
function readCents(text: string): readonly SortValue[] | null {
  try {
    return [centsFromDecimal(text)];
  } catch {
    return null;
  }
}

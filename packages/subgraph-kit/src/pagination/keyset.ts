import type { CursorValueKind, CursorValues } from './cursor.js';
import { decodeCursor } from './cursor.js';
import type { PageRequest } from './page-request.js';

/** One column of a sort order. The last key of an order is unique, so that every row has one place. */
export interface SortKey {
  readonly field: string;
  readonly direction: 'asc' | 'desc';
  /** What cursors hold for it; a cursor with anything else is refused. Default `scalar`. */
  readonly kind?: CursorValueKind;
}

/** A named sort order; the name is part of every cursor. */
export interface SortOrder {
  readonly name: string;
  readonly keys: readonly SortKey[];
}

/** The parts of a Prisma `findMany` that read one page and one row more, which tells whether there is another page. */
export interface KeysetQuery {
  readonly where: Record<string, unknown>;
  readonly orderBy: Record<string, 'asc' | 'desc'>[];
  readonly take: number;
}

/**
 * Keyset pagination: the page starts at a position, not at an offset, so it costs the same at any depth and does not
 * shift when rows come and go.
 * @throws {BadUserInputError} Thrown when the cursor belongs to another list or order.
 */
export function keysetQuery(order: SortOrder, page: PageRequest): KeysetQuery {
  const keys = page.direction === 'forward' ? order.keys : order.keys.map(reversed);
  const kinds = keys.map(({ kind }) => kind ?? 'scalar');
  const values = page.cursor === null ? null : decodeCursor(order.name, page.cursor, kinds);
  return {
    where: values === null ? {} : { OR: keys.map((_, index) => beyond(keys, values, index)) },
    orderBy: keys.map((key) => ({ [key.field]: key.direction })),
    take: page.limit + 1,
  };
}

/** Rows equal in the keys before `index` and beyond the cursor in the key at `index`. */
function beyond(keys: readonly SortKey[], values: CursorValues, index: number): Record<string, unknown> {
  const condition: Record<string, unknown> = {};
  for (const [position, key] of keys.slice(0, index + 1).entries()) {
    const value = values[position];
    condition[key.field] = position < index ? value : { [key.direction === 'asc' ? 'gt' : 'lt']: value };
  }
  return condition;
}

function reversed(key: SortKey): SortKey {
  return { ...key, direction: key.direction === 'asc' ? 'desc' : 'asc' };
}

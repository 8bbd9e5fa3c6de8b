import { BadUserInputError, decodeCursor, isUuid } from '@techally/subgraph-kit';
import type { PageRequest } from '@techally/subgraph-kit';

/** A place in a list that is ordered by time and id. */
export interface TimePosition {
  /** ISO 8601. */
  readonly at: string;
  readonly id: string;
}

/**
 * Where a page of a list ordered by time starts; null at the end of the list.
 * @throws {BadUserInputError} Thrown when the cursor is no time and UUID: it would make the database fail.
 */
export function timePosition(order: string, page: PageRequest): TimePosition | null {
  if (page.cursor === null) return null;
  const [at, id] = decodeCursor(order, page.cursor, 2);
  if (typeof at !== 'string' || !isIsoTime(at) || typeof id !== 'string' || !isUuid(id)) refuseCursor();
  return { at, id };
}

function isIsoTime(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString() === text;
}

function refuseCursor(): never {
  throw new BadUserInputError('The cursor is not one of this list in this order.');
}

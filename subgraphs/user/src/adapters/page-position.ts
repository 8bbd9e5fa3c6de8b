import { decodeCursor } from '@techally/subgraph-kit';
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
  const [at, id] = decodeCursor(order, page.cursor, ['time', 'uuid']);
  return { at, id };
}

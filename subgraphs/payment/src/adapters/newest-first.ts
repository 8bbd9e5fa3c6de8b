import type { KeysetQuery, PageRequest } from '@techally/subgraph-kit';
import { BadUserInputError, decodeCursor, isUuid, keysetQuery } from '@techally/subgraph-kit';

/**
 * A page of rows by a time and their id, the newest first.
 * @throws {BadUserInputError} Thrown when the cursor belongs to another list, or was tampered with.
 */
export function newestFirst(order: string, timeField: string, page: PageRequest): KeysetQuery {
  if (page.cursor !== null) {
    const [time, id] = decodeCursor(order, page.cursor, 2);
    if (Number.isNaN(Date.parse(String(time))) || !isUuid(String(id))) {
      throw new BadUserInputError('The cursor is not one of this list in this order.');
    }
  }
  const keys = [
    { field: timeField, direction: 'desc' },
    { field: 'id', direction: 'desc' },
  ] as const;
  return keysetQuery({ name: order, keys }, page);
}

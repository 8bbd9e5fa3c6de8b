import type { KeysetQuery, PageRequest } from '@techally/subgraph-kit';
import { keysetQuery } from '@techally/subgraph-kit';

/**
 * A page of rows by a time and their id, the newest first.
 * @throws {BadUserInputError} Thrown when the cursor belongs to another list, or was tampered with.
 */
export function newestFirst(order: string, timeField: string, page: PageRequest): KeysetQuery {
  const keys = [
    { field: timeField, direction: 'desc', kind: 'time' },
    { field: 'id', direction: 'desc', kind: 'uuid' },
  ] as const;
  return keysetQuery({ name: order, keys }, page);
}

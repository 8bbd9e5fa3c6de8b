import type { LineGroup } from './group-lines.js';
import type { SuperstoreLine } from './superstore-lines.js';
import { SuperstoreTableError } from './superstore-table-error.js';

/**
 * The value that all lines of a group share, e.g. the customer of an order.
 * Throws {@link SuperstoreTableError} at the first line that says something else.
 */
export function agreedField<Field extends keyof SuperstoreLine>(
  group: LineGroup,
  field: Field,
): SuperstoreLine[Field] {
  const value = group[0][field];
  for (const line of group) {
    if (line[field] !== value) {
      const values = `${JSON.stringify(value)} and ${JSON.stringify(line[field])}`;
      throw new SuperstoreTableError(`"${field}" is ambiguous: ${values}.`, line.row);
    }
  }
  return value;
}

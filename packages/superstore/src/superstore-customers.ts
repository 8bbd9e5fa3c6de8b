import { agreedField } from './agreed-field.js';
import { groupLines } from './group-lines.js';
import { superstoreId } from './superstore-id.js';
import type { SuperstoreLine } from './superstore-lines.js';
import { SuperstoreTableError } from './superstore-table-error.js';

export interface SuperstoreCustomer {
  /** UUIDv5 of `sourceId`. */
  readonly id: string;
  /** The customer id as in the table, e.g. `SP-20620`. */
  readonly sourceId: string;
  /** 2–50 characters. */
  readonly firstName: string;
  /** 2–50 characters. */
  readonly lastName: string;
  /** Unique, lower case, ASCII, of a domain that no mail reaches: `stefania.perrino.sp-20620@superstore.example`. */
  readonly email: string;
  /** `Consumer`, `Corporate` or `Home Office`. */
  readonly segment: string;
}

/** The id of the customer with this customer id. */
export function superstoreCustomerId(sourceId: string): string {
  return superstoreId('customer', sourceId);
}

/**
 * The customers by customer id.
 * Throws {@link SuperstoreTableError} when a customer has two names or segments, or a name that does not split.
 */
export function superstoreCustomers(lines: readonly SuperstoreLine[]): SuperstoreCustomer[] {
  const groups = [...groupLines(lines, (line) => line.customerId)].sort(([a], [b]) => (a < b ? -1 : 1));
  return groups.map(([sourceId, group]) => {
    const [firstName, lastName] = splitName(agreedField(group, 'customerName'), group[0].row);
    return {
      id: superstoreCustomerId(sourceId),
      sourceId,
      firstName,
      lastName,
      email: `${mailPart(firstName)}.${mailPart(lastName)}.${sourceId.toLowerCase()}@superstore.example`,
      segment: agreedField(group, 'segment'),
    };
  });
}

/**
 * Splits at the first space, as `Darrin Van Huff` and `Sample Company A` ask for (the only other name of three words is
 * `Sue Ann Reed`). Three customers have a hyphen where none belongs: `Joy Bell-`, `Jason Fortune-` and `Corey-Lock`; it is
 * dropped at the end, and divides a name that has no space.
 */
export function splitName(name: string, row?: number): [firstName: string, lastName: string] {
  const trimmed = name.replace(/-+$/, '');
  const divider = /[ ]/.exec(trimmed) ?? /-/.exec(trimmed);
  const firstName = trimmed.slice(0, divider?.index ?? 0);
  const lastName = trimmed.slice(firstName.length + 1);
  for (const part of [firstName, lastName]) {
    if (part.length < 2 || part.length > 50) {
      throw new SuperstoreTableError(
        `${JSON.stringify(name)} has no first and last name of 2–50 characters.`,
        row,
      );
    }
  }
  return [firstName, lastName];
}

/** `Van Huff` → `van.huff`, `O'Donnell` → `odonnell`, `Französisch` → `franzosisch`. */
function mailPart(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^A-Za-z -]/g, '')
    .replace(/[ -]+/g, '.')
    .toLowerCase();
}

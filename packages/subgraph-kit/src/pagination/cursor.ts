import { BadUserInputError } from '../errors/request-errors.js';

/** The position of one row in one order: the values of the sort keys, the unique id last. */
export type CursorValues = readonly (string | number | boolean | null)[];

/** Writes a cursor. `order` names the sort order that it belongs to, since a position means nothing in another one. */
export function encodeCursor(order: string, values: CursorValues): string {
  return Buffer.from(JSON.stringify([order, ...values])).toString('base64url');
}

/**
 * Reads a cursor of the given order with the given number of values.
 * @throws {BadUserInputError} Thrown when it is no cursor, or one of another list or order.
 */
export function decodeCursor(order: string, cursor: string, length: number): CursorValues {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    parsed = null;
  }
  if (
    !Array.isArray(parsed) ||
    parsed.length !== length + 1 ||
    parsed[0] !== order ||
    !parsed.every(isScalar)
  ) {
    throw new BadUserInputError('The cursor is not one of this list in this order.');
  }
  return parsed.slice(1);
}

function isScalar(value: unknown): value is string | number | boolean | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

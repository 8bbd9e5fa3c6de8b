import { BadUserInputError } from '../errors/request-errors.js';
import { isUuid } from '../graphql/uuid.js';
import { isStorableText, isStorableTime } from '../schema/unstorable-value.js';

/** The position of one row in one order: the values of the sort keys, the unique id last. */
export type CursorValues = readonly (string | number | boolean | null)[];

/** What one value of a cursor is, so that nothing else reaches the database: a cursor comes from a client. */
export type CursorValueKind = 'uuid' | 'time' | 'decimal' | 'text' | 'scalar';

/** As `Date.toISOString` writes it, up to the year 9999. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const DECIMAL = /^-?\d{1,20}(\.\d{1,20})?$/;

const IS_OF_KIND: Readonly<Record<CursorValueKind, (value: unknown) => boolean>> = {
  uuid: (value) => typeof value === 'string' && isUuid(value),
  time: (value) => typeof value === 'string' && TIME.test(value) && isStorableTime(new Date(value)),
  decimal: (value) => typeof value === 'string' && DECIMAL.test(value),
  text: (value) => typeof value === 'string' && isStorableText(value),
  scalar: (value) => (typeof value === 'string' ? isStorableText(value) : isScalar(value)),
};

/** Writes a cursor. `order` names the sort order that it belongs to, since a position means nothing in another one. */
export function encodeCursor(order: string, values: CursorValues): string {
  return Buffer.from(JSON.stringify([order, ...values])).toString('base64url');
}

type ValueOfKind<Kind> = Kind extends 'scalar' ? CursorValues[number] : string;

/**
 * Reads a cursor of the given order, whose values are of the given kinds; a number of values stands for that many
 * of the kind `scalar`.
 * @throws {BadUserInputError} Thrown when it is no cursor, or one of another list or order, or was tampered with.
 */
export function decodeCursor<const Kinds extends readonly CursorValueKind[]>(
  order: string,
  cursor: string,
  kinds: Kinds,
): { readonly [Index in keyof Kinds]: ValueOfKind<Kinds[Index]> };
export function decodeCursor(order: string, cursor: string, length: number): CursorValues;
export function decodeCursor(
  order: string,
  cursor: string,
  shape: number | readonly CursorValueKind[],
): unknown {
  const kinds = typeof shape === 'number' ? Array<CursorValueKind>(shape).fill('scalar') : shape;
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    parsed = null;
  }
  if (!Array.isArray(parsed)) refuseCursor();
  const [name, ...values] = parsed as unknown[];
  if (name !== order || values.length !== kinds.length) refuseCursor();
  if (!kinds.every((kind, index) => IS_OF_KIND[kind](values[index]))) refuseCursor();
  return values;
}

function refuseCursor(): never {
  throw new BadUserInputError('The cursor is not one of this list in this order.');
}

function isScalar(value: unknown): boolean {
  return value === null || ['number', 'boolean'].includes(typeof value);
}

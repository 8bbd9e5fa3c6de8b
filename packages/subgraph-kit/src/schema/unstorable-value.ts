/** A value that PostgreSQL cannot hold, where it stands, and what is wrong with it. */
export interface UnstorableValue {
  readonly path: readonly string[];
  readonly problem: string;
}

/**
 * Finds what PostgreSQL refuses in any text or time, so that it is told to the client before a statement fails on it:
 * U+0000 and halves of surrogate pairs (https://www.postgresql.org/docs/current/datatype-json.html), years outside 1–9999.
 * The depth of the arguments is limited by their types.
 */
export function findUnstorable(value: unknown, path: readonly string[] = []): UnstorableValue | null {
  if (typeof value === 'string')
    return isStorableText(value)
      ? null
      : { path, problem: 'has a character that is not allowed (U+0000 or half of a pair)' };
  if (value instanceof Date)
    return isStorableTime(value) ? null : { path, problem: 'is not in the years 1 to 9999' };
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    // The key of a free-form object; those of input types are fine.
    const found = findUnstorable(key, path) ?? findUnstorable(inner, [...path, key]);
    if (found !== null) return found;
  }
  return null;
}

/** Whether PostgreSQL takes a text, also as part of JSON. */
export function isStorableText(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

/** Whether a moment has a form that JavaScript, Prisma and PostgreSQL write alike. */
export function isStorableTime(time: Date): boolean {
  const year = time.getUTCFullYear();
  return year >= 1 && year <= 9999;
}

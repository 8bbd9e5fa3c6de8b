import { rawJson } from '../json/raw-json.js';

/** Thrown when an object has the key `__proto__`: code that copies it would change the copy's prototype. */
export class PrototypeKeyError extends Error {
  constructor() {
    super('The JSON holds the key "__proto__".');
    this.name = 'PrototypeKeyError';
  }
}

/** The key `__proto__`, however it is escaped. */
const PROTOTYPE_KEY =
  /"(?:_|\\u005f){2}(?:p|\\u0070)(?:r|\\u0072)(?:o|\\u006f)(?:t|\\u0074)(?:o|\\u006f)(?:_|\\u005f){2}"\s*:/i;

/** The first integers that a JavaScript number cannot hold have sixteen digits. Strings may hold as many, too. */
const MANY_DIGITS = /\d{16}/;

/** What TypeScript's library does not know yet of `JSON.parse`. */
type ParseWithSource = (
  text: string,
  reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
) => unknown;

/**
 * Parses what a client sent. Integers that a JavaScript number cannot hold (custom scalars have them: ids, amounts)
 * become `JSON.rawJSON` objects, so that a subgraph gets what the client wrote.
 *
 * @throws {SyntaxError} Thrown when the text is not JSON.
 * @throws {PrototypeKeyError} Thrown when an object has the key `__proto__`.
 */
export function parseClientJson(text: string): unknown {
  if (PROTOTYPE_KEY.test(text)) throw new PrototypeKeyError();
  if (!MANY_DIGITS.test(text)) return JSON.parse(text) as unknown;
  return (JSON.parse as ParseWithSource)(text, keepInteger);
}

function keepInteger(_key: string, value: unknown, { source }: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value) || source === undefined) return value;
  return /^-?\d+$/.test(source) && String(value) !== source ? rawJson(source) : value;
}

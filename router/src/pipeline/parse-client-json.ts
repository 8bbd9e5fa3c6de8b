import { randomUUID } from 'node:crypto';
import type { RawJson } from '../json/raw-json.js';
import { rawJson } from '../json/raw-json.js';
import { JsonNestingError } from '../json/parse-lossless-json.js';
import { isTextNestedDeeper } from '../limits/is-text-nested-deeper.js';

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

/** In valid JSON: a string, or an integer of sixteen digits or more. */
const STRING_OR_LONG_INTEGER = /"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\w.+-])-?\d{16,}(?![\d.eE])/g;

/** Characters from which on a text is looked at before it is parsed. */
const LONG_TEXT = 2_000;
/** More levels than the limit for variables can be. */
const MAX_LEVELS = 1_000;

/** Begins the strings that stand for long integers while they are parsed. No client knows it. */
const MARK = `integer ${randomUUID()} `;

/**
 * Parses what a client sent. Integers that a JavaScript number cannot hold (custom scalars have them: ids, amounts)
 * become `JSON.rawJSON` objects, so that a subgraph gets what the client wrote.
 *
 * @throws {SyntaxError} Thrown when the text is not JSON.
 * @throws {JsonNestingError} Thrown when it is long and nested on more than a thousand levels.
 * @throws {PrototypeKeyError} Thrown when an object has the key `__proto__`.
 */
export function parseClientJson(text: string): unknown {
  if (PROTOTYPE_KEY.test(text)) throw new PrototypeKeyError();
  if (text.length > LONG_TEXT && isTextNestedDeeper(text, MAX_LEVELS)) throw new JsonNestingError();
  const value = JSON.parse(text) as unknown;
  if (!MANY_DIGITS.test(text)) return value;
  const marked = text.replace(STRING_OR_LONG_INTEGER, (found) =>
    found.startsWith('"') || String(Number(found)) === found ? found : `"${MARK}${found}"`,
  );
  return marked === text ? value : withIntegers(JSON.parse(marked));
}

/**
 * Puts integers in place of the strings that stand for them. A reviver would do the same, in fifty times the time of
 * parsing: a megabyte of small numbers with one long one among them would take a third of a second.
 */
function withIntegers(root: unknown): unknown {
  const whole = [root];
  const waiting: object[] = [whole];
  for (let holder = waiting.pop(); holder !== undefined; holder = waiting.pop()) {
    if (Array.isArray(holder)) {
      const items: unknown[] = holder;
      for (let index = 0; index < items.length; index += 1) {
        const item = items[index];
        if (typeof item === 'object' && item !== null) waiting.push(item);
        else if (isMarked(item)) items[index] = toInteger(item);
      }
      continue;
    }
    const fields = holder as Record<string, unknown>;
    for (const key in fields) {
      const field = fields[key];
      if (typeof field === 'object' && field !== null) waiting.push(field);
      else if (isMarked(field)) fields[key] = toInteger(field);
    }
  }
  return whole[0];
}

function isMarked(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith(MARK);
}

function toInteger(marked: string): RawJson {
  return rawJson(marked.slice(MARK.length));
}

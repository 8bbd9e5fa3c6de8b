import { isRawJson } from '../json/raw-json.js';

/**
 * Copies lists and plain objects, all the way down. Anything else (numbers, dates, `JSON.rawJSON` objects) is shared,
 * since nobody changes it; `structuredClone` would make other things of it.
 *
 * @throws {RangeError} Thrown when the value is nested more deeply than the stack allows.
 */
export function copyResult(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyResult);
  if (!isPlainObject(value) || isRawJson(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const member = copyResult(value[key]);
    if (key === '__proto__') {
      // An assignment would set the prototype.
      Object.defineProperty(copy, key, {
        value: member,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    } else copy[key] = member;
  }
  return copy;
}

/** Executors of GraphQL make objects without a prototype. */
function isPlainObject(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

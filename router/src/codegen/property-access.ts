/** Names that every object inherits: read plainly, a missing one would not be `undefined`. */
const INHERITED = new Set([...Object.getOwnPropertyNames(Object.prototype), '__proto__']);

/**
 * An expression that reads a response key of an object in a subgraph's reply.
 *
 * @param object An expression without side effects.
 * @param key A GraphQL name, or a name that the engine made.
 */
export function propertyAccess(object: string, key: string): string {
  return INHERITED.has(key)
    ? `(Object.hasOwn(${object}, '${key}') ? ${object}['${key}'] : undefined)`
    : `${object}.${key}`;
}

/** The same as `propertyAccess`, where nothing is generated. */
export function readProperty(object: Readonly<Record<string, unknown>>, key: string): unknown {
  return INHERITED.has(key) && !Object.hasOwn(object, key) ? undefined : object[key];
}

/** A key of an object literal. `__proto__` in quotes would set the prototype; computed, it is a property. */
export function literalKey(key: string): string {
  return key === '__proto__' ? `['__proto__']` : key;
}

import { isRawJson } from '../json/raw-json.js';
import { readProperty } from '../codegen/property-access.js';
import { isEngineProperty } from './slot-property.js';

/** Tells whether a name is that of an object type: such a `__typename` says more than the name of an interface. */
type IsObjectType = (typeName: string) => boolean;

/**
 * Merges what one subgraph says of an object into what others said: objects key by key, lists item by item. What is
 * already there stays where it is, since slots point to it; what comes from `source` is copied, since other objects may
 * share it.
 *
 * @returns The merged value; `target` itself where it is an object or a list.
 */
export function mergeValues(target: unknown, source: unknown, isObjectType: IsObjectType): unknown {
  if (source === undefined || source === null) return target;
  if (target === undefined || target === null) return copyValue(source);
  if (Array.isArray(target) && Array.isArray(source)) {
    const items: unknown[] = target;
    for (let index = 0; index < source.length; index++) {
      items[index] = mergeValues(items[index] ?? null, source[index], isObjectType) ?? null;
    }
    return items;
  }
  if (!isPlainObject(target) || !isPlainObject(source)) return target;
  for (const key of Object.keys(source)) {
    const known = readProperty(target, key);
    const merged =
      key === '__typename' && typeof known === 'string'
        ? betterTypename(known, source[key], isObjectType)
        : mergeValues(known, source[key], isObjectType);
    if (merged !== known || known === undefined) setProperty(target, key, merged);
  }
  return target;
}

function betterTypename(known: string, other: unknown, isObjectType: IsObjectType): unknown {
  return !isObjectType(known) && typeof other === 'string' && isObjectType(other) ? other : known;
}

/** A deep copy of a value from a reply, without the engine's own properties. */
export function copyValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyValue);
  if (!isPlainObject(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    if (!isEngineProperty(key)) setProperty(copy, key, copyValue(value[key]));
  }
  return copy;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawJson(value);
}

function setProperty(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, configurable: true, enumerable: true, writable: true });
  } else {
    object[key] = value;
  }
}

import type { ConstValueNode } from 'graphql';
import { Kind } from 'graphql';
import { rawJson } from '../json/raw-json.js';

/**
 * The default value of a variable, to be sent as JSON. Numbers that are too long for JavaScript keep their text; names of
 * enum values become strings.
 */
export function defaultValue(node: ConstValueNode): unknown {
  switch (node.kind) {
    case Kind.INT:
    case Kind.FLOAT:
      return isExact(node.value) ? Number(node.value) : rawJson(node.value);
    case Kind.LIST:
      return node.values.map(defaultValue);
    case Kind.OBJECT: {
      const object = Object.create(null) as Record<string, unknown>;
      for (const { name, value } of node.fields) object[name.value] = defaultValue(value);
      return object;
    }
    case Kind.NULL:
      return null;
    case Kind.STRING:
    case Kind.ENUM:
    case Kind.BOOLEAN:
      return node.value;
  }
}

/** The digits that a JavaScript number holds, whatever they are. */
const EXACT_DIGITS = 15;

function isExact(text: string): boolean {
  const number = Number(text);
  if (Number.isSafeInteger(number)) return true;
  const [digits = ''] = text.split(/e/i);
  return Number.isFinite(number) && digits.replace(/\D/g, '').length <= EXACT_DIGITS;
}

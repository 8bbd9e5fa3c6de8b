import type { ConstValueNode } from 'graphql';
import { Kind } from 'graphql';
import { rawJson } from '../json/raw-json.js';

/**
 * The value of a literal, to be sent as JSON. Numbers that JavaScript would write otherwise keep their text; names of enum
 * values become strings.
 */
export function literalValue(node: ConstValueNode): unknown {
  switch (node.kind) {
    case Kind.INT:
    case Kind.FLOAT: {
      const number = Number(node.value);
      return String(number) === node.value ? number : rawJson(node.value);
    }
    case Kind.LIST:
      return node.values.map(literalValue);
    case Kind.OBJECT: {
      const object = Object.create(null) as Record<string, unknown>;
      for (const { name, value } of node.fields) object[name.value] = literalValue(value);
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

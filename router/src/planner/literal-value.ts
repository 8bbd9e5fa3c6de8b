import type { ConstValueNode } from 'graphql';
import { Kind } from 'graphql';
import { isExactNumber } from '../json/is-exact-number.js';
import { rawJson } from '../json/raw-json.js';

/** Which numbers keep their text: those that JavaScript would damage, or also those that it would only write otherwise. */
export type KeptNumbers = 'inexact' | 'rewritten';

/** The value of a literal, to be sent as JSON. Names of enum values become strings. */
export function literalValue(node: ConstValueNode, kept: KeptNumbers): unknown {
  switch (node.kind) {
    case Kind.INT:
    case Kind.FLOAT: {
      const number = Number(node.value);
      const isKept = kept === 'inexact' ? !isExactNumber(node.value) : String(number) !== node.value;
      return isKept ? rawJson(node.value) : number;
    }
    case Kind.LIST:
      return node.values.map((item) => literalValue(item, kept));
    case Kind.OBJECT: {
      const object = Object.create(null) as Record<string, unknown>;
      for (const { name, value } of node.fields) object[name.value] = literalValue(value, kept);
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

import type { ArgumentNode, ValueNode } from 'graphql';
import { Kind } from 'graphql';

/**
 * Writes arguments as text: the same text for those that are the same
 * (https://spec.graphql.org/October2021/#FieldsInSetCanMerge()), whatever the order of arguments and of input fields.
 */
export function printArguments(args: readonly ArgumentNode[] = []): string {
  return args.length === 0 ? '' : printPairs(args);
}

function printPairs(
  pairs: readonly { readonly name: { readonly value: string }; readonly value: ValueNode }[],
): string {
  return pairs
    .map(({ name, value }) => `${name.value}:${printValue(value)}`)
    .toSorted()
    .join();
}

/** Kinds of values stay apart: an enum value is not a string, `1` is not `1.0`, a string is not a block string. */
function printValue(value: ValueNode): string {
  switch (value.kind) {
    case Kind.OBJECT:
      return `{${printPairs(value.fields)}}`;
    case Kind.LIST:
      return `[${value.values.map(printValue).join()}]`;
    case Kind.VARIABLE:
      return `$${value.name.value}`;
    case Kind.STRING:
      return (value.block === true ? 'block' : '') + JSON.stringify(value.value);
    case Kind.NULL:
      return 'null';
    case Kind.INT:
    case Kind.FLOAT:
    case Kind.BOOLEAN:
    case Kind.ENUM:
      return String(value.value);
  }
}

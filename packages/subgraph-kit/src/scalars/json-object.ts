import type { ValueNode } from 'graphql';
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

/** A JSON object: text keys, any JSON values. */
export type JsonObject = { readonly [key: string]: unknown };

function read(value: unknown): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new GraphQLError('JSONObject takes an object.', { extensions: { code: 'BAD_USER_INPUT' } });
  }
  return value as JsonObject;
}

/** Deeper ones overflow the stack of whoever walks them: PostgreSQL, `JSON.stringify`, the next program. */
const MAX_DEPTH = 32;

/** Reads an object that a client sent. */
function readInput(value: unknown): JsonObject {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) {
      throw new GraphQLError(`JSONObject takes an object of at most ${String(MAX_DEPTH)} levels.`, {
        extensions: { code: 'BAD_USER_INPUT' },
      });
    }
    level = level.flatMap((each) =>
      typeof each === 'object' && each !== null ? (Object.values(each) as unknown[]) : [],
    );
  }
  return read(value);
}

function literal(node: ValueNode, variables: Record<string, unknown>): unknown {
  switch (node.kind) {
    case Kind.STRING:
    case Kind.BOOLEAN:
    case Kind.ENUM:
      return node.value;
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.NULL:
      return null;
    case Kind.LIST:
      return node.values.map((item): unknown => literal(item, variables));
    case Kind.OBJECT:
      return Object.fromEntries(
        node.fields.map((field) => [field.name.value, literal(field.value, variables)]),
      );
    case Kind.VARIABLE:
      return variables[node.name.value];
  }
}

/** Free-form specifications and template variables: an object whose shape the graph doesn't fix. */
export const GraphQLJSONObject = new GraphQLScalarType<JsonObject, JsonObject>({
  name: 'JSONObject',
  description: 'A JSON object of any shape.',
  serialize: read,
  parseValue: readInput,
  parseLiteral: (node, variables) => readInput(literal(node, variables ?? {})),
});

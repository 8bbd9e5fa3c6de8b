import type { GraphQLSchema, ValueNode } from 'graphql';
import { isScalarType, isSpecifiedScalarType, Kind } from 'graphql';
import { rawJson } from './raw-json.js';

/** Lets a schema's custom scalars take any JSON, and keep the text of number literals. Changes the schema. */
export function openCustomScalars(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isScalarType(type) || isSpecifiedScalarType(type)) continue;
    type.serialize = (value) => value;
    type.parseValue = (value) => value;
    type.parseLiteral = (node, variables) => literalValue(node, variables ?? {});
  }
  return schema;
}

function literalValue(node: ValueNode, variables: Readonly<Record<string, unknown>>): unknown {
  switch (node.kind) {
    case Kind.NULL:
      return null;
    case Kind.INT:
    case Kind.FLOAT: {
      const value = Number(node.value);
      return JSON.stringify(value) === node.value ? value : rawJson(node.value);
    }
    case Kind.STRING:
    case Kind.BOOLEAN:
    case Kind.ENUM:
      return node.value;
    case Kind.VARIABLE:
      return variables[node.name.value];
    case Kind.LIST:
      return node.values.map((item) => literalValue(item, variables));
    case Kind.OBJECT:
      return Object.fromEntries(
        node.fields.map((field) => [field.name.value, literalValue(field.value, variables)]),
      );
  }
}

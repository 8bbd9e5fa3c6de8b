import { isRawJson } from '../json/raw-json.js';
import type { GraphQLLeafType } from 'graphql';
import { isEnumType, isSpecifiedScalarType } from 'graphql';

/**
 * Completes a leaf value (https://spec.graphql.org/October2021/#sec-Scalars.Result-Coercion), as graphql-js does: `1`
 * for an ID becomes `"1"`, `"5"` for an Int becomes `5`. Custom scalars and floats stay as the subgraph wrote them.
 *
 * @throws {GraphQLError} Thrown when the value is not one of that type.
 */
export function coerceLeaf(type: GraphQLLeafType, value: unknown): unknown {
  if (!isRawJson(value)) return type.serialize(value);
  const text = JSON.stringify(value);
  if (isEnumType(type)) return type.serialize(Number(text));
  if (!isSpecifiedScalarType(type)) return value;
  switch (type.name) {
    case 'ID':
    case 'String':
      return text;
    case 'Float':
      return value;
    default:
      return type.serialize(Number(text));
  }
}

import type { GraphQLArgument, GraphQLField, GraphQLInputType, GraphQLOutputType } from 'graphql';
import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  print,
} from 'graphql';
import { astFromValueUntyped } from '@graphql-tools/utils';

const ID = '00000000-0000-4000-8000-00000000ffff';
/** Values that each scalar takes; they name nothing that there is. */
const SCALARS: Readonly<Record<string, unknown>> = {
  ID,
  String: 'Nothing1x',
  Int: 1,
  Float: 1,
  Boolean: true,
  Decimal: '1.00',
  DateTimeISO: '2020-01-01T00:00:00.000Z',
  JSONObject: {},
};

/** The selection of a root field with the least that GraphQL itself takes: `setUserRole(input: {…}) { __typename }`. */
export function leastSelection(field: GraphQLField<unknown, unknown>): string {
  const given = field.args.filter(isRequiredArgument).map(argumentText);
  return `${field.name}${given.length === 0 ? '' : `(${given.join(', ')})`}${subSelection(field.type)}`;
}

function argumentText({ name, type }: GraphQLArgument): string {
  return `${name}: ${literal(type)}`;
}

function subSelection(type: GraphQLOutputType): string {
  return isCompositeType(getNamedType(type)) ? ' { __typename }' : '';
}

function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType);
  if (isListType(type)) return `[${literal(type.ofType)}]`;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(isRequiredInputField);
    return `{ ${fields.map((field) => `${field.name}: ${literal(field.type)}`).join(', ')} }`;
  }
  if (isEnumType(type)) return type.getValues()[0]?.name ?? 'null';
  const node = astFromValueUntyped(SCALARS[type.name]);
  return node == null ? 'null' : print(node);
}

import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const PATTERN = /^-?\d{1,13}(\.\d{1,4})?$/;

function read(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !PATTERN.test(text)) {
    throw new GraphQLError('Decimal takes a number as text with at most four decimals, such as "12.50".', {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
  return text;
}

/** An exact decimal, as text in both directions, so that no client loses a cent to floating point. */
export const GraphQLDecimal = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description: 'An exact decimal number as text, for example "12.50".',
  serialize: read,
  parseValue: read,
  parseLiteral(node) {
    if (node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT)
      return read(node.value);
    return read(undefined);
  },
});

import type { GraphQLError, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { getVariableValues } from 'graphql';
import { isRawJson } from '../json/raw-json.js';
import { literalValue } from '../planner/literal-value.js';
import type { PreparedOperation } from './engine.js';

type Variables = Readonly<Record<string, unknown>>;

export type CoercedVariables =
  | {
      readonly kind: 'variables';
      /** As the client sent them, with the operation's defaults for those it left out: subgraphs coerce them again. */
      readonly variables: Variables;
    }
  | { readonly kind: 'errors'; readonly errors: readonly GraphQLFormattedError[] };

/** More errors than this are not told: a client that sends so many wrong values does not read them. */
const MAX_ERRORS = 50;

/**
 * Checks variables against their types in the API schema
 * (https://spec.graphql.org/October2021/#sec-Coercing-Variable-Values).
 */
export function coerceVariables(
  schema: GraphQLSchema,
  { operation }: Pick<PreparedOperation, 'operation'>,
  variables: Variables,
): CoercedVariables {
  const definitions = operation.variableDefinitions ?? [];
  if (definitions.length === 0) return { kind: 'variables', variables: NO_VARIABLES };

  const check = (values: Variables) =>
    getVariableValues(schema, definitions, values, { maxErrors: MAX_ERRORS });
  let errors: readonly GraphQLError[] | undefined;
  try {
    ({ errors } = check(variables));
    // Numbers that were kept as text, since they are too long for a JavaScript number, may still be valid floats.
    if (errors !== undefined && containsRawJson(variables)) ({ errors } = check(withPlainNumbers(variables)));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return {
      kind: 'errors',
      errors: [{ message: 'The variables are nested too deeply.', extensions: { code: 'BAD_USER_INPUT' } }],
    };
  }
  if (errors !== undefined) return { kind: 'errors', errors: errors.map(toFormatted) };

  const forwarded = Object.create(null) as Record<string, unknown>;
  for (const { variable, defaultValue: literal } of definitions) {
    const name = variable.name.value;
    if (Object.hasOwn(variables, name)) forwarded[name] = variables[name];
    else if (literal !== undefined) forwarded[name] = literalValue(literal, 'inexact');
  }
  return { kind: 'variables', variables: forwarded };
}

const NO_VARIABLES = Object.create(null) as Variables;

function toFormatted({ message, locations }: GraphQLError): GraphQLFormattedError {
  return {
    message,
    ...(locations === undefined ? {} : { locations }),
    extensions: { code: 'BAD_USER_INPUT' },
  };
}

function containsRawJson(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return isRawJson(value) || Object.values(value).some(containsRawJson);
}

function withPlainNumbers(variables: Variables): Variables {
  return JSON.parse(JSON.stringify(variables)) as Variables;
}

import type { GraphQLSchema } from 'graphql';
import { getVariableValues } from 'graphql';
import type { PreparedOperation } from '../engine/engine.js';

type Variables = Readonly<Record<string, unknown>>;

const NO_VARIABLES: Variables = {};

/**
 * The values of some of an operation's variables, coerced; `undefined` when one has a wrong value. Only those that decide
 * about a cost are looked at: the engine checks all of them before it executes anything.
 *
 * @param variables As the client sent them.
 */
export function coerceSome(
  { operation }: Pick<PreparedOperation, 'operation'>,
  {
    names,
    variables,
    schema,
  }: { readonly names: readonly string[]; readonly variables: Variables; readonly schema: GraphQLSchema },
): Variables | undefined {
  if (names.length === 0) return NO_VARIABLES;
  const definitions =
    operation.variableDefinitions?.filter(({ variable }) => names.includes(variable.name.value)) ?? [];
  try {
    const { coerced } = getVariableValues(schema, definitions, variables, { maxErrors: 1 });
    if (coerced !== undefined) return coerced;
    // Numbers that are too long for JavaScript were kept as text; floats may be so long.
    const plain = JSON.parse(JSON.stringify(variables)) as Variables;
    return getVariableValues(schema, definitions, plain, { maxErrors: 1 }).coerced;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

import type { GraphQLField, GraphQLObjectType } from 'graphql';
import { getNamedType, isNonNullType, isObjectType } from 'graphql';
import type { LeafPath } from './leaf-paths.js';

/** How many items of every list below the root are asked for. */
const PAGE = 3;

/** An operation that goes all of these paths, which share their first field; its arguments are variables. */
export function printOperation(
  kind: 'query' | 'mutation',
  field: GraphQLField<unknown, unknown>,
  paths: readonly LeafPath[],
): string {
  const variables = field.args.map(({ name, type, defaultValue }) => {
    // A variable that is left out takes the argument's default only where the variable may be null.
    const optional = defaultValue !== undefined && isNonNullType(type) ? type.ofType : type;
    return `$${name}:${String(optional)}`;
  });
  const args = field.args.map(({ name }) => `${name}:$${name}`);
  const target = getNamedType(field.type);
  const selection = isObjectType(target) ? printSelection(target, paths, 1) : '';
  return `${kind}${parenthesised(variables)}{${field.name}${parenthesised(args)}${selection}}`;
}

/**
 * The selection set below `parent` that holds these paths and nothing else but the id of every object on them.
 *
 * @param depth how many steps of the paths lead to `parent`
 */
export function printSelection(parent: GraphQLObjectType, paths: readonly LeafPath[], depth: number): string {
  const fields = parent.getFields();
  const selections = [...Map.groupBy(paths, ({ steps }) => steps[depth] ?? '')].map(([name, below]) => {
    const field = fields[name];
    if (field === undefined) throw new Error(`${parent.name} has no field "${name}".`);
    const target = getNamedType(field.type);
    const args = field.args.some((arg) => arg.name === 'first') ? `(first:${String(PAGE)})` : '';
    return `${name}${args}${isObjectType(target) ? printSelection(target, below, depth + 1) : ''}`;
  });
  if (fields['id'] !== undefined && !selections.includes('id')) selections.unshift('id');
  return `{${selections.join(' ')}}`;
}

function parenthesised(list: readonly string[]): string {
  return list.length === 0 ? '' : `(${list.join(',')})`;
}

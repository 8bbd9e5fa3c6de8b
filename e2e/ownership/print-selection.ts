import type { GraphQLField, GraphQLObjectType } from 'graphql';
import { getNamedType, isObjectType } from 'graphql';
import type { LeafPath } from './leaf-paths.js';

/** How many items of every list below the root are asked for. */
const PAGE = 5;

/**
 * The selection set below `parent` that holds these paths and nothing else.
 *
 * @param depth how many steps of the paths lead to `parent`
 */
export function printSelection(parent: GraphQLObjectType, paths: readonly LeafPath[], depth: number): string {
  const groups = Map.groupBy(paths, ({ steps }) => steps[depth] ?? '');
  const fields = [...groups].map(([name, below]) => {
    const field = parent.getFields()[name];
    if (field === undefined) throw new Error(`${parent.name} has no field "${name}".`);
    const target = getNamedType(field.type);
    const selection = isObjectType(target) ? printSelection(target, below, depth + 1) : '';
    return `${name}${printArguments(field)}${selection}`;
  });
  return `{${fields.join(' ')}}`;
}

function printArguments({ args }: GraphQLField<unknown, unknown>): string {
  return args.some(({ name }) => name === 'first') ? `(first:${String(PAGE)})` : '';
}

import type { GraphQLField, GraphQLObjectType } from 'graphql';
import { getNamedType, isLeafType, isObjectType } from 'graphql';
import { isPage, PARTS, PUBLIC } from './type-classes.js';

/** A way through the graph to one fact: `['me', 'orders', 'edges', 'node', 'number']`. */
export interface LeafPath {
  /** Field names, the leaf last. */
  readonly steps: readonly string[];
  /** The type that the fact is about: parts and pages count for what holds them. */
  readonly type: string;
}

/**
 * Every path through `field` of `root` to every leaf below it. A path ends where it would visit a type too
 * often.
 */
export function leafPaths(
  root: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
): readonly LeafPath[] {
  const found: LeafPath[] = [];

  function walk(
    { name, type }: GraphQLField<unknown, unknown>,
    owner: string,
    before: readonly string[],
    visited: readonly string[],
  ): void {
    const steps = [...before, name];
    const target = getNamedType(type);
    if (isLeafType(target)) {
      found.push({ steps, type: owner });
      return;
    }
    if (!isObjectType(target)) throw new Error(`The walk knows no way through ${target.name}.`);
    if (visited.filter((each) => each === target.name).length >= visits(target.name)) return;
    const passes = isPage(target.name);
    const holder = passes || PARTS.has(target.name) ? owner : target.name;
    for (const child of Object.values(target.getFields()))
      walk(child, holder, steps, passes ? visited : [...visited, target.name]);
  }

  walk(field, root.name, [], []);
  return found;
}

/** How often a path may come through the same type: once, and once more on a way back; public types once. */
function visits(typeName: string): number {
  return PUBLIC.has(typeName) ? 1 : 2;
}

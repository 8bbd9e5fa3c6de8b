import type { DocumentNode, FieldNode, SelectionSetNode } from 'graphql';
import { Kind } from 'graphql';
import { fragmentsOf } from '../planner/fragments-of.js';
import type { Conditions } from '../planner/is-included.js';
import { isIncluded } from '../planner/is-included.js';
import type { FilteredOperation } from './operation-filter.js';

/** A path of response keys, without the indices of lists: what is refused is refused for all objects of a list. */
export type OperationPath = readonly string[];

/** Nobody reads more of them, and aliases could make any number. */
const MAX_PATHS = 100;

/** Places that are looked at. Fragments in fragments make 2^n of n lines, and conditions may leave out what they lead to. */
const MAX_PLACES = 10_000;

/**
 * Where an operation asks for what is refused, in the order of the operation and each place once.
 *
 * @param document The client's, of which the nodes in `filtered` are.
 */
export function refusedPaths(
  { document, root }: { readonly document: DocumentNode; readonly root: SelectionSetNode },
  filtered: Pick<FilteredOperation, 'refused' | 'lossy'>,
  conditions: Conditions,
): readonly OperationPath[] {
  const fragments = fragmentsOf(document);
  const paths: OperationPath[] = [];
  let places = 0;

  function find(sets: readonly SelectionSetNode[], path: OperationPath): void {
    places += 1;
    const fields = new Map<string, FieldNode[]>();
    const visited = new Set<string>();
    for (const set of sets) collect(set, fields, visited);
    for (const [key, nodes] of fields) {
      if (paths.length >= MAX_PATHS || places >= MAX_PLACES) return;
      const at = [...path, key];
      if (nodes.some((node) => filtered.refused.has(node))) paths.push(at);
      const children = nodes.flatMap((node) => {
        const { selectionSet } = node;
        return selectionSet === undefined || filtered.refused.has(node) ? [] : [selectionSet];
      });
      if (children.length > 0) find(children, at);
    }
  }

  /** Types do not matter: objects of any type may be there. */
  function collect(set: SelectionSetNode, fields: Map<string, FieldNode[]>, visited: Set<string>): void {
    if (!filtered.lossy.has(set)) return;
    for (const selection of set.selections) {
      if (!isIncluded(selection, conditions)) continue;
      switch (selection.kind) {
        case Kind.FIELD: {
          const key = selection.alias?.value ?? selection.name.value;
          const known = fields.get(key);
          if (known === undefined) fields.set(key, [selection]);
          else known.push(selection);
          break;
        }
        case Kind.INLINE_FRAGMENT:
          collect(selection.selectionSet, fields, visited);
          break;
        case Kind.FRAGMENT_SPREAD: {
          const name = selection.name.value;
          const fragment = fragments.get(name);
          if (fragment === undefined || visited.has(name)) break;
          visited.add(name);
          collect(fragment.selectionSet, fields, visited);
        }
      }
    }
  }

  find([root], []);
  return paths;
}

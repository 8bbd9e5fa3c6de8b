import type { PathSegment } from '../planner/query-plan.js';
import type { ExecutionState, ReplyObject } from './execution-state.js';
import type { FetchTarget } from './fetch-plan.js';
import { isOfType } from './is-of-type.js';
import type { Position } from './position.js';
import { readMerged, readTypename } from './read-merged.js';
import type { SupergraphTypes } from './supergraph-types.js';

/** An object, and the position that says where its fields are. */
export interface ObjectAtPosition {
  readonly object: ReplyObject;
  readonly position: Position;
}

export interface FoundObject extends ObjectAtPosition {
  /** From the root of the answer, in the plan's response keys. */
  readonly path: readonly (string | number)[];
  /** The objects on the way from the root, which is the first; the object itself is the last. */
  readonly ancestors: readonly ObjectAtPosition[];
}

export interface FindObjectsOptions {
  readonly state: ExecutionState;
  readonly root: Position;
  readonly types: SupergraphTypes;
}

/** Where a search has come to. */
interface Place extends Omit<FoundObject, 'object'> {
  /** What of the target's path is still ahead. */
  readonly rest: readonly PathSegment[];
  /** How many lists a value may be in. A subgraph that answers more would have us walk as deep as it likes. */
  readonly listDepth: number;
}

/**
 * The objects of a target, those of one path after those of another: what collectors find, with the way to each. It is
 * slower than they are, and for the few fetches and errors that ask for the way.
 */
export function findObjects(
  target: FetchTarget,
  { state, root, types }: FindObjectsOptions,
): readonly FoundObject[] {
  const found: FoundObject[] = [];

  const visit = (value: unknown, place: Place): void => {
    if (Array.isArray(value)) {
      const { path, listDepth } = place;
      if (listDepth === 0) return;
      for (const [index, item] of value.entries()) {
        visit(item, { ...place, path: [...path, index], listDepth: listDepth - 1 });
      }
    } else if (typeof value === 'object' && value !== null) {
      visitObject(value as ReplyObject, place);
    }
  };

  const visitObject = (object: ReplyObject, { position, path, ancestors: above, rest }: Place): void => {
    const ancestors = [...above, { object, position }];
    for (const [index, segment] of rest.entries()) {
      if (segment.kind === 'type') {
        const typename = readTypename(state, object, { position, types });
        if (!isOfType(typename, segment.types, (name) => types.possibleTypes(name))) return;
      } else if (segment.kind === 'field') {
        const next = rest.slice(index + 1);
        for (const field of position.fieldsAt(segment.name)) {
          visit(readMerged(state, object, field), {
            position: field.child,
            path: [...path, segment.name],
            ancestors,
            rest: next,
            listDepth: Math.max(field.listDepth, countItems(next)),
          });
        }
        return;
      }
    }
    found.push({ object, position, path, ancestors });
  };

  for (const path of target.paths) {
    visit(state.root, { position: root, path: [], ancestors: [], rest: path, listDepth: 0 });
  }
  return found;
}

function countItems(path: readonly PathSegment[]): number {
  const end = path.findIndex(({ kind }) => kind !== 'items');
  return end === -1 ? path.length : end;
}

import type { GraphQLFormattedError } from 'graphql';
import type { PathSegment } from '../planner/query-plan.js';
import { clientKey } from '../planner/separate-aliases.js';
import type { PlacedError } from './execution-state.js';
import type { FetchTarget } from './fetch-plan.js';
import type { FindObjectsOptions } from './find-objects.js';
import { findObjects } from './find-objects.js';
import { readTypename } from './read-merged.js';
import type { ResponsePath } from './response-path.js';
import { slotProperty } from './slot-property.js';

/**
 * How many times one error is told, when the entity that it is about stands at several places of the answer. With more
 * places, it is told once, with the path of the list that they all are in.
 */
const MAX_PLACES = 100;

/** An error at a path of the client's answer. */
export interface ErrorInAnswer {
  readonly error: GraphQLFormattedError & { readonly path: ResponsePath };
  /** For an error about a whole entity: the response keys of what was fetched for it. Else `null`. */
  readonly entityKeys: readonly string[] | null;
  /** The type of an object on the path, where it is known though the answer may have null there. */
  readonly typeOnPath?: TypeOnPath | undefined;
}

/** The name of the type that an object has, and how many keys of the path lead to the object. */
export interface TypeOnPath {
  readonly depth: number;
  readonly typename: string;
}

interface Occurrence {
  readonly path: ResponsePath;
  /** As far as it is known. */
  readonly typename: string | undefined;
}

/** Gives errors the paths that they have in the client's answer. */
export function placeErrors({ state, root, types }: FindObjectsOptions): readonly ErrorInAnswer[] {
  const walks = new Map<FetchTarget, Occurrences>();
  const occurrences = (target: FetchTarget) => {
    let found = walks.get(target);
    if (found === undefined) walks.set(target, (found = occurrencesOf(target, { state, root, types })));
    return found;
  };
  return state.errors.flatMap((placed) =>
    pathsOf(placed, occurrences).map(({ path, typeOnPath }) => ({
      error: { ...placed.error, path: path.map(inClientsWords) },
      typeOnPath,
      entityKeys:
        placed.part.alias !== null && placed.path.length === 0
          ? placed.part.responseKeys.map((key) => clientKey(key))
          : null,
    })),
  );
}

function pathsOf(
  { part, entity, path }: PlacedError,
  occurrences: (target: FetchTarget) => Occurrences,
): readonly { readonly path: ResponsePath; readonly typeOnPath?: TypeOnPath | undefined }[] {
  const inside =
    // A fetch of root fields that failed left each of them without a value.
    part.alias === null && path.length === 0 ? part.responseKeys.map((key) => [key]) : [path];
  const places = part.targets.flatMap((target) => {
    const found = occurrences(target);
    return entity === null ? [...found.values()].flat() : (found.get(part.alias === null ? 0 : entity) ?? []);
  });
  if (places.length === 0 || places.length > MAX_PLACES) {
    return [...new Set(part.targets.flatMap(({ paths }) => paths.map(prefixOf)).map((p) => p.join('.')))].map(
      (prefix) => ({ path: prefix === '' ? [] : prefix.split('.') }),
    );
  }
  return places.flatMap(({ path: place, typename }) => {
    const typeOnPath = typename === undefined ? undefined : { depth: place.length, typename };
    return inside.map((rest) => ({ path: [...place, ...rest], typeOnPath }));
  });
}

function inClientsWords(key: string | number): string | number {
  return typeof key === 'string' ? clientKey(key) : key;
}

/** The fields of a plan's path down to the first list. */
function prefixOf(path: readonly PathSegment[]): readonly string[] {
  const prefix: string[] = [];
  for (const segment of path) {
    if (segment.kind === 'items') break;
    if (segment.kind === 'field') prefix.push(segment.name);
  }
  return prefix;
}

/** Where a target's objects are, by the place of their entity. */
type Occurrences = ReadonlyMap<number, readonly Occurrence[]>;

function occurrencesOf(target: FetchTarget, { state, root, types }: FindObjectsOptions): Occurrences {
  const occurrences = new Map<number, Occurrence[]>();
  const property = slotProperty(target.slot);
  for (const { object, position, path } of findObjects(target, { state, root, types })) {
    const own = object[property];
    if (typeof own !== 'number') continue;
    const place = state.origins[target.slot]?.[own] ?? own;
    const typename = readTypename(state, object, { position, types });
    const occurrence = { path, typename: typeof typename === 'string' ? typename : undefined };
    const known = occurrences.get(place);
    if (known === undefined) occurrences.set(place, [occurrence]);
    else known.push(occurrence);
  }
  return occurrences;
}

import type { GraphQLFormattedError } from 'graphql';
import { readProperty } from '../codegen/property-access.js';
import type { ContextRewrite, RewriteSegment } from '../planner/query-plan.js';
import type { SubgraphResponse } from '../transport/subgraph-transport.js';
import type { ReplyObject } from './execution-state.js';
import { LOST } from './execution-state.js';
import type { Fetch, FetchPart } from './fetch-plan.js';
import type { ObjectAtPosition } from './find-objects.js';
import { findObjects } from './find-objects.js';
import { isOfType } from './is-of-type.js';
import type { Position } from './position.js';
import { readMerged, readTypename } from './read-merged.js';
import type { PlanRun } from './run-plan.js';
import { SubrequestError } from '../transport/subrequest-error.js';
import { sendFetch } from './send-fetch.js';
import { slotProperty } from './slot-property.js';
import { storePart } from './store-part.js';

/** Entities whose `@fromContext` arguments have the same values: they fit into one request. */
interface Group {
  readonly values: Readonly<Record<string, unknown>>;
  /** Places in the list of all representations. */
  readonly places: number[];
}

/**
 * Runs an entity fetch with `@fromContext` arguments. They are variables of the whole request, so entities for which
 * they differ are fetched by requests of their own; the replies are then put together as if they had been one.
 */
export async function runContextualFetch(fetch: Fetch, run: PlanRun): Promise<void> {
  const [part] = fetch.parts;
  if (part === undefined || part.alias === null) return;
  const { alias } = part;
  const { compiled, state, types } = run;
  const representations = { texts: [] as string[], places: new Map<string, number>() };
  const groups = new Map<string, Group>();
  const objects = part.targets.map((target) => {
    const found: ReplyObject[] = [];
    const represent = compiled.representations.get(target);
    const property = slotProperty(target.slot);
    for (const { object, ancestors } of findObjects(target, { state, root: compiled.placed.root, types })) {
      if (object[property] !== undefined) continue;
      const text = represent?.(state, object);
      if (text == null) {
        if (text === null) object[property] = LOST;
        continue;
      }
      const values = contextValues(part.contextRewrites, ancestors, run);
      const key = JSON.stringify(values);
      let group = groups.get(key);
      if (group === undefined) groups.set(key, (group = { values, places: [] }));
      const known = representations.places.get(`${key} ${text}`);
      const place = known ?? representations.texts.push(text) - 1;
      if (known === undefined) {
        representations.places.set(`${key} ${text}`, place);
        group.places.push(place);
      }
      object[property] = place;
      found.push(object);
    }
    return found;
  });
  if (representations.texts.length === 0) return;

  const entities: unknown[] = representations.texts.map(() => null);
  const errors: GraphQLFormattedError[] = [];
  await Promise.all(
    [...groups.values()].map(async ({ values, places }) => {
      const texts = places.map((place) => representations.texts[place] ?? '');
      const collected = [
        { part, representations: { texts, places: new Map<string, number>() }, objects: [] },
      ];
      const response = await sendFetch(fetch, run, { collected, extra: values });
      if (response === null) return;
      const list = response.data == null ? undefined : readProperty(response.data, alias);
      const isList = Array.isArray(list) && list.length === places.length;
      if (!isList && (response.errors?.length ?? 0) === 0) {
        const what =
          list == null
            ? 'answered no entities'
            : `did not answer one entity for each of ${places.length} representations`;
        const error = run.port.failure(
          fetch.subgraph,
          new SubrequestError('SUBREQUEST_MALFORMED_RESPONSE', `Subgraph "${fetch.subgraph}" ${what}.`),
        );
        for (const place of places) run.state.errors.push({ part, entity: place, path: [], error });
      }
      for (const [index, place] of places.entries()) entities[place] = isList ? list[index] : null;
      for (const error of response.errors ?? []) {
        const [first, index, ...rest] = error.path ?? [];
        const place = first === alias && typeof index === 'number' ? places[index] : undefined;
        errors.push(place === undefined ? error : { ...error, path: [alias, place, ...rest] });
      }
    }),
  );
  const response: SubgraphResponse = {
    data: { [alias]: entities },
    errors,
    extensions: undefined,
    httpStatus: 200,
  };
  storePart({ part, representations, objects }, { fetch, response, run });
}

function contextValues(
  rewrites: FetchPart['contextRewrites'],
  ancestors: readonly ObjectAtPosition[],
  run: PlanRun,
): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const rewrite of rewrites) {
    const value = contextValue(rewrite, ancestors, run);
    // Several contexts can set one argument; the one that applies to the types on the way does.
    if (value !== undefined) values[rewrite.variableName] = value;
  }
  return values;
}

function contextValue(
  { levels, path }: ContextRewrite,
  ancestors: readonly ObjectAtPosition[],
  run: PlanRun,
): unknown {
  const from = ancestors[ancestors.length - 1 - levels];
  return from === undefined ? undefined : readPath(from.object, { position: from.position, path, run });
}

function readPath(
  value: unknown,
  {
    position,
    path,
    run,
  }: { readonly position: Position | null; readonly path: readonly RewriteSegment[]; readonly run: PlanRun },
): unknown {
  const [segment, ...rest] = path;
  if (segment === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => readPath(item, { position, path, run }));
  if (typeof value !== 'object' || value === null || position === null) return undefined;
  const object = value as ReplyObject;
  if (segment.kind === 'type') {
    return hasType({ object, position }, segment.types, run)
      ? readPath(object, { position, path: rest, run })
      : undefined;
  }
  const field = position.field(segment.name, segment.name);
  return readPath(readMerged(run.state, object, field), { position: field.child, path: rest, run });
}

function hasType(
  { object, position }: ObjectAtPosition,
  typeNames: readonly string[],
  run: PlanRun,
): boolean {
  const { state, types } = run;
  const typename = readTypename(state, object, { position, types });
  return isOfType(typename, typeNames, (name) => types.possibleTypes(name));
}

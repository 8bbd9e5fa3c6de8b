import type { GraphQLFormattedError } from 'graphql';
import { isRawJson } from '../json/raw-json.js';
import { readProperty } from '../codegen/property-access.js';
import type { SubgraphResponse } from '../transport/subgraph-transport.js';
import { SubrequestError } from '../transport/subrequest-error.js';
import { applyRewrites } from './data-rewrites.js';
import type { ExecutionState, ReplyObject } from './execution-state.js';
import type { Fetch, FetchPart } from './fetch-plan.js';
import { copyValue, mergeValues } from './merge-values.js';
import type { CollectedPart } from './collected-part.js';
import type { PlanRun } from './run-plan.js';
import { slotProperty } from './slot-property.js';

interface Reply {
  readonly fetch: Fetch;
  readonly response: SubgraphResponse;
  readonly run: PlanRun;
}

/** Stores what came back for one part of a fetch: its entities into their slots, its errors into the state. */
export function storePart(collected: CollectedPart, { fetch, response, run }: Reply): void {
  const { part } = collected;
  noteErrors(collected, { fetch, response, run });
  const entities =
    part.alias === null
      ? dataOf(part, { fetch, response, run })
      : entitiesOf(collected, { fetch, response, run });
  const rewrites = part.outputRewrites.filter(({ kind }) => kind === 'setValue');
  if (rewrites.length > 0) applyRewrites(entities, rewrites, (name) => run.types.possibleTypes(name));
  const isObjectType = (name: string) => run.types.isObjectType(name);
  for (const [index, { slot, merges }] of part.targets.entries()) {
    const objects = collected.objects[index] ?? [];
    if (run.compiled.placed.sharesEntities || part.alias === null) run.state.entities[slot] = entities;
    else giveCopies(objects, { slot, entities, state: run.state });
    if (merges.length === 0) continue;
    const place = slotProperty(slot);
    for (const object of objects) {
      const entity = run.state.entities[slot]?.[object[place] as number];
      if (!isObject(entity)) continue;
      for (const { key, property } of merges) {
        const known = readProperty(object, property);
        const merged = mergeValues(known, readProperty(entity, key), isObjectType);
        if (merged !== known) object[property] = merged;
      }
    }
  }
}

/** The data of a fetch of root fields, as the one entity of its objects. */
function dataOf(part: FetchPart, { fetch, response, run }: Reply): readonly unknown[] {
  if (response.data == null && (response.errors?.length ?? 0) === 0) {
    const error = malformed(fetch, 'answered neither data nor errors');
    run.state.errors.push({ part, entity: null, path: [], error: run.port.failure(fetch.subgraph, error) });
  }
  return [response.data];
}

/** Gives each object an entity of its own. */
function giveCopies(
  objects: readonly ReplyObject[],
  { slot, entities, state }: { slot: number; entities: readonly unknown[]; state: ExecutionState },
): void {
  const place = slotProperty(slot);
  const origins = objects.map((object) => object[place] as number);
  state.origins[slot] = origins;
  state.entities[slot] = origins.map((origin) => copyValue(entities[origin]));
  for (const [index, object] of objects.entries()) object[place] = index;
}

/** The entities of a part, one for each representation; null for each that did not come. */
function entitiesOf(
  { part, representations }: CollectedPart,
  { fetch, response, run }: Reply,
): readonly unknown[] {
  const expected = representations.texts.length;
  const { data, errors } = response;
  const entities = data == null || part.alias === null ? undefined : readProperty(data, part.alias);
  const fail = (what: string) => {
    const error = malformed(fetch, what);
    run.state.errors.push({ part, entity: null, path: [], error: run.port.failure(fetch.subgraph, error) });
    return [];
  };
  if (entities == null) {
    // With errors, a missing list is the consequence of an error that the client will see.
    return expected === 0 || (errors?.length ?? 0) > 0 ? [] : fail('answered no entities');
  }
  if (!Array.isArray(entities) || entities.length !== expected) {
    return fail(`did not answer one entity for each of ${expected} representations`);
  }
  if (entities.every((entity) => entity === null || isObject(entity))) return entities;
  return entities.map((entity: unknown, index) => {
    if (entity === null || isObject(entity)) return entity;
    const error = malformed(fetch, 'answered an entity that is no object');
    run.state.errors.push({
      part,
      entity: index,
      path: [],
      error: run.port.failure(fetch.subgraph, error),
    });
    return null;
  });
}

function malformed({ subgraph }: Fetch, what: string): SubrequestError {
  return new SubrequestError('SUBREQUEST_MALFORMED_RESPONSE', `Subgraph "${subgraph}" ${what}.`);
}

/** Notes the errors of a response that belong to this part. */
function noteErrors({ part, representations }: CollectedPart, { fetch, response, run }: Reply): void {
  if (part.alias !== null && representations.texts.length === 0) return;
  for (const reported of response.errors ?? []) {
    const at = placeOf(reported, { part, fetch });
    if (at === null) continue;
    run.state.errors.push({
      part,
      ...at,
      error: run.port.reportedError(fetch.subgraph, reported),
    });
  }
}

/**
 * Where an error of a response belongs.
 *
 * @returns `null` when it belongs to another part of the fetch.
 */
function placeOf(
  { path }: GraphQLFormattedError,
  { part, fetch }: { readonly part: CollectedPart['part']; readonly fetch: Fetch },
): { readonly entity: number | null; readonly path: readonly (string | number)[] } | null {
  const [first, second, ...rest] = isPath(path) ? path : [];
  if (part.alias === null) {
    const isOurs = typeof first === 'string' && part.responseKeys.includes(String(renamed([first], part)[0]));
    return { entity: null, path: isPath(path) && isOurs ? renamed(path, part) : [] };
  }
  if (first !== part.alias) {
    // An error without a place is one of all parts: each has lost its entities.
    return fetch.parts.some(({ alias }) => alias === first) ? null : { entity: null, path: [] };
  }
  if (typeof second !== 'number') return { entity: null, path: [] };
  return { entity: second, path: renamed(rest, part) };
}

/** The path with the names that output rewrites give. */
function renamed(
  path: readonly (string | number)[],
  { outputRewrites }: CollectedPart['part'],
): readonly (string | number)[] {
  if (outputRewrites.length === 0) return path;
  const names = new Map<string | number, string>();
  for (const rewrite of outputRewrites) {
    const last = rewrite.path.at(-1);
    if (rewrite.kind === 'renameKey' && last?.kind === 'key') names.set(last.name, rewrite.name);
  }
  return path.map((key) => names.get(key) ?? key);
}

function isPath(path: unknown): path is readonly (string | number)[] {
  return Array.isArray(path) && path.every((key) => typeof key === 'string' || typeof key === 'number');
}

function isObject(value: unknown): value is ReplyObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawJson(value);
}

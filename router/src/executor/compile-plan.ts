import { FunctionModule } from '../codegen/function-module.js';
import { fetchesOf } from '../planner/fetches-of.js';
import type { QueryPlan, RequiresSelection } from '../planner/query-plan.js';
import { AccessEmitter } from './access-emitter.js';
import type { Collect } from './collector-emitter.js';
import { CollectorEmitter } from './collector-emitter.js';
import { findEntityKey } from './entity-key.js';
import type { ExecutionState, ReplyObject } from './execution-state.js';
import type { Fetch, FetchPart, FetchTarget } from './fetch-plan.js';
import type { PlacedPlan } from './place-fetches.js';
import { placeFetches } from './place-fetches.js';
import { RepresentationEmitter } from './representation-emitter.js';
import type { SupergraphTypes } from './supergraph-types.js';

/** A plan that is ready to run, any number of times. */
export interface CompiledPlan {
  readonly placed: PlacedPlan;
  /** For each part of each fetch, the functions that find its objects, one for each target. */
  readonly collectors: ReadonlyMap<FetchPart, readonly Collect[]>;
  /** The names of all fields that representations hold. */
  readonly requiredNames: ReadonlySet<string>;
  /** The functions that make the representations of a target's objects. */
  readonly representations: ReadonlyMap<FetchTarget, Represent>;
}

/**
 * The representation of an object as JSON text; `null` when what it requires was lost, `undefined` when the fetch is not
 * for objects of its type.
 */
type Represent = (state: ExecutionState, object: ReplyObject) => string | null | undefined;

/** Compiles all of a plan that can be known before it runs. */
export function compilePlan(plan: QueryPlan, types: SupergraphTypes): CompiledPlan {
  const placed = placeFetches(plan, types);
  const module = new FunctionModule();
  const access = new AccessEmitter(module, types);
  const representations = new RepresentationEmitter(module, access, types);
  const collectors = new CollectorEmitter(module, access, placed.root);

  const collectorNames = new Map<FetchTarget, string>();
  const representationNames = new Map<FetchTarget, string>();
  const parts = fetchesOf<Fetch>(placed.node).flatMap((fetch) => fetch.parts);
  const candidates = parts.flatMap((part) => part.targets.map((target) => ({ part, target })));
  for (const part of parts) {
    for (const target of part.targets) {
      const represent = part.alias === null ? null : representations.representation(part, target.position);
      if (represent !== null) representationNames.set(target, represent);
      // Without objects to which they belong, root fields are not fetched.
      const remember = represent === null || target.merges.length > 0 || !placed.sharesEntities;
      const entityKey = findEntityKey({ part, target }, candidates, types);
      collectorNames.set(target, collectors.collector(target, { represent, entityKey, remember }));
    }
  }

  const compiled = module.compile([...collectorNames.values(), ...representationNames.values()]);
  const collects = new Map(zip([...collectorNames.keys()], compiled as readonly Collect[]));
  const represents = compiled.slice(collectorNames.size) as readonly Represent[];
  return {
    placed,
    requiredNames: requiredNames(placed),
    collectors: new Map(
      parts.map((part) => [part, part.targets.flatMap((target) => collects.get(target) ?? [])]),
    ),
    representations: new Map(zip([...representationNames.keys()], represents)),
  };
}

/** The names of all fields that a plan's representations hold. */
export function requiredNames({ node }: Pick<PlacedPlan, 'node'>): ReadonlySet<string> {
  const parts = fetchesOf<Fetch>(node).flatMap((fetch) => fetch.parts);
  return new Set(parts.flatMap(({ requires }) => namesOf(requires)));
}

function namesOf(requires: readonly RequiresSelection[]): readonly string[] {
  return requires.flatMap((selection) => [
    ...(selection.kind === 'field' ? [selection.name, selection.responseName] : []),
    ...namesOf(selection.selections ?? []),
  ]);
}

function zip<K, V>(keys: readonly K[], values: readonly V[]): readonly (readonly [K, V])[] {
  return keys.flatMap((key, index) => {
    const value = values[index];
    return value === undefined ? [] : [[key, value] as const];
  });
}

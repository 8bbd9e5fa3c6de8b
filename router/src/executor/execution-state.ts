import type { GraphQLFormattedError } from 'graphql';
import type { FetchPart } from './fetch-plan.js';

/** What one execution has fetched so far. Compiled functions read it; the names are theirs. */
export interface ExecutionState {
  /** The object at the root. It has no fields of its own: root fetches are slots of it. */
  root: ReplyObject;
  /** By slot: the entities that came back, in the order of the representations. Empty until they are there. */
  readonly entities: (readonly unknown[])[];
  /** By slot, in plans that do not share entities: the place of each copy's original in the representations. */
  readonly origins: (readonly number[] | undefined)[];
  /** The values of `__schema` and `__type`, by response key. */
  readonly introspection: Readonly<Record<string, unknown>>;
  /** Set by compiled functions when a value is not what the schema says; the answer is then completed slowly. */
  invalid: boolean;
  /** Errors whose place in the answer is still to be found. */
  readonly errors: PlacedError[];
}

/** An object of a subgraph's reply. Only the engine adds properties, under names that no reply can have. */
export type ReplyObject = Record<string, unknown>;

/** An error with the part of the plan in which it arose. */
export interface PlacedError {
  readonly part: FetchPart;
  /** Which entity of the part it is about; `null` for all of it. */
  readonly entity: number | null;
  /** The path inside the entity, or inside the part when there is no entity. */
  readonly path: readonly (string | number)[];
  /** Ready for the client, but for the path. */
  readonly error: GraphQLFormattedError;
}

/** The place of the entity of an object that could not be resolved, since what it requires was not there. */
export const LOST = -1;

const NOTHING: readonly unknown[] = [];

export function createExecutionState(
  slots: number,
  introspection: ExecutionState['introspection'],
): ExecutionState {
  const entities: (readonly unknown[])[] = [];
  for (let slot = 0; slot < slots; slot++) entities.push(NOTHING);
  return { root: {}, entities, origins: [], introspection, invalid: false, errors: [] };
}

/**
 * Lets go of what was fetched, when all has been made of it.
 *
 * An execution that waits for subgraphs is among the old objects when it ends, and whatever an old object holds becomes
 * old itself, dead or not: the garbage collector would copy all trees of replies, and clear them away at a high price.
 */
export function releaseState(state: ExecutionState): void {
  state.root = NO_OBJECT;
  state.entities.length = 0;
  state.origins.length = 0;
  state.errors.length = 0;
}

const NO_OBJECT: ReplyObject = Object.freeze({});

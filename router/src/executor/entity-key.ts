import type { RequiresSelection } from '../planner/query-plan.js';
import type { FetchPart, FetchTarget } from './fetch-plan.js';
import type { Position, PositionField } from './position.js';
import type { SupergraphTypes } from './supergraph-types.js';

/**
 * What tells entities of one target apart, where that is less than their whole representation: comparing it is several
 * times cheaper than writing a text for each object, and most objects of large answers are repetitions.
 */
export type EntityKey =
  /** The value of the only required field. */
  | { readonly kind: 'value'; readonly field: PositionField }
  /**
   * The object's entity in an earlier fetch: what is required comes from that entity, and from fields that are part of
   * the earlier fetch's representation, so that they are equal where the entity is the same.
   */
  | { readonly kind: 'slot'; readonly slot: number };

interface Candidate {
  readonly part: FetchPart;
  readonly target: FetchTarget;
}

/** Finds the key of a target's entities, and the one type that they all must have. */
export function findEntityKey(
  { part, target }: Candidate,
  others: readonly Candidate[],
  types: SupergraphTypes,
): { readonly key: EntityKey; readonly typeName: string } | null {
  const required = simpleRequires(part, types);
  if (required === null) return null;
  const fields = fieldsOf(required, target.position);
  const [only, ...more] = fields;
  if (only === undefined) return null;
  if (more.length === 0 && only.mergedInto === null) {
    return { key: { kind: 'value', field: only }, typeName: required.typeName };
  }

  const own = fields.filter(({ slots }) => slots.length === 0);
  const slots = new Set(fields.flatMap((field) => field.slots.map(({ slot }) => slot)));
  const [slot, ...otherSlots] = slots;
  if (slot === undefined || otherSlots.length > 0) return null;
  if (fields.some((field) => field.own.length > 0 && field.slots.length > 0)) return null;
  const earlier = others.find((other) => other.target.slot === slot);
  const earlierRequired = earlier === undefined ? null : simpleRequires(earlier.part, types);
  if (earlierRequired?.typeName !== required.typeName) return null;
  const earlierFields = fieldsOf(earlierRequired, target.position);
  const determined = own.every((field) => earlierFields.includes(field) && field.slots.length === 0);
  return determined ? { key: { kind: 'slot', slot }, typeName: required.typeName } : null;
}

interface SimpleRequires {
  /** An object type. */
  readonly typeName: string;
  readonly fields: readonly { readonly name: string; readonly responseName: string }[];
}

/** Leaf fields of one object type, nothing rewritten. */
function simpleRequires(
  { requires, inputRewrites }: FetchPart,
  types: SupergraphTypes,
): SimpleRequires | null {
  const [fragment, ...rest] = requires;
  if (fragment?.kind !== 'inlineFragment' || rest.length > 0 || inputRewrites.length > 0) return null;
  if (!types.isObjectType(fragment.typeCondition)) return null;
  const fields = fragment.selections.filter(isLeaf);
  if (fields.length < fragment.selections.length) return null;
  return {
    typeName: fragment.typeCondition,
    fields: fields.filter(({ name }) => name !== '__typename'),
  };
}

function isLeaf(selection: RequiresSelection): selection is RequiresSelection & { kind: 'field' } {
  return selection.kind === 'field' && selection.selections === undefined;
}

function fieldsOf({ fields }: SimpleRequires, position: Position): readonly PositionField[] {
  return fields.map(({ name, responseName }) => position.field(responseName, name));
}

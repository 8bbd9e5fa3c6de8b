import { readProperty } from '../codegen/property-access.js';
import type { ExecutionState, ReplyObject } from './execution-state.js';
import type { Position, PositionField } from './position.js';
import { slotProperty } from './slot-property.js';
import type { SupergraphTypes } from './supergraph-types.js';

/** The value of a field of merged objects: what compiled code reads, for the places where nothing is compiled. */
export function readMerged(state: ExecutionState, object: ReplyObject, field: PositionField): unknown {
  if (field.mergedInto !== null) return readProperty(object, field.mergedInto);
  for (const key of field.own) {
    const value = readProperty(object, key);
    if (value !== undefined && value !== null) return value;
  }
  for (const { slot, key } of field.slots) {
    const entity = readEntity(state, object, slot);
    const value = entity === null ? undefined : readProperty(entity, key);
    if (value !== undefined && value !== null) return value;
  }
  return null;
}

/** The entity that a fetch brought for an object. */
function readEntity(state: ExecutionState, object: ReplyObject, slot: number): ReplyObject | null {
  const place = object[slotProperty(slot)];
  const entity = typeof place === 'number' ? state.entities[slot]?.[place] : undefined;
  return typeof entity === 'object' && entity !== null ? (entity as ReplyObject) : null;
}

/** The name of an object's type; see `AccessEmitter.typename`. */
export function readTypename(
  state: ExecutionState,
  object: ReplyObject,
  { position, types }: { readonly position: Position; readonly types: SupergraphTypes },
): unknown {
  const sources = position.typename;
  if (sources === undefined) return undefined;
  const names = [
    ...sources.own.map((key) => readProperty(object, key)),
    ...sources.slots.map(({ slot, key }) => {
      const entity = readEntity(state, object, slot);
      return entity === null ? undefined : readProperty(entity, key);
    }),
  ];
  return (
    names.find((name) => typeof name === 'string' && types.isObjectType(name)) ??
    names.find((name) => name !== undefined)
  );
}

import type { Shape } from './fetch-shape.js';
import type { TypeSet } from './type-set.js';
import { common, widen } from './type-set.js';

/**
 * A place in the merged data: all objects that are found under the same response keys from the root, whatever the list
 * items and types on the way.
 *
 * Entities are not copied into the objects that they complete. An object gets a *slot* for each fetch that completes
 * it, which holds the place of its entity in that fetch's reply; equal entities are there once, and shared. A position
 * knows for each field which slot has it, so that readers are compiled to look there.
 *
 * Fields are told apart by response key and name: a planner asks for `id` as a key although the client uses `id` as an
 * alias of something else.
 */
export class Position {
  readonly #fields = new Map<string, PositionField>();

  get fields(): Iterable<PositionField> {
    return this.#fields.values();
  }

  /** A field; made when it is new, though nobody may provide it. */
  field(responseKey: string, name: string): PositionField {
    const id = `${responseKey}:${name}`;
    let field = this.#fields.get(id);
    if (field === undefined) {
      field = {
        responseKey,
        name,
        own: [],
        slots: [],
        child: null,
        listDepth: 0,
        types: new Set(),
        mergedInto: null,
      };
      this.#fields.set(id, field);
    }
    return field;
  }

  /** The fields with objects below that a plan's path may mean: paths tell response keys, not names. */
  fieldsAt(responseKey: string): readonly (PositionField & { readonly child: Position })[] {
    return [...this.fields].filter(
      (field): field is PositionField & { readonly child: Position } =>
        field.responseKey === responseKey && field.child !== null,
    );
  }

  /** Where the type's name is found, under whatever aliases; `undefined` when nobody asks for it. */
  get typename(): Pick<PositionField, 'own' | 'slots'> | undefined {
    const fields = [...this.fields].filter(({ name }) => name === '__typename');
    if (fields.length === 0) return undefined;
    return { own: fields.flatMap(({ own }) => own), slots: fields.flatMap(({ slots }) => slots) };
  }

  /** Notes what comes with the objects themselves. */
  addOwn(shape: Shape): void {
    for (const { key, name, responseKey, child, listDepth, types } of shape.fields) {
      const field = this.field(responseKey, name);
      field.listDepth = Math.max(field.listDepth, listDepth);
      field.types = widen(field.types, types);
      if (!field.own.includes(key)) field.own.push(key);
      if (child !== null) (field.child ??= new Position()).addOwn(child);
    }
  }

  /**
   * Notes what a fetch brings for the objects.
   *
   * @param onlyFor The types of objects that the fetch completes; `null` for all.
   */
  addSlot(slot: number, shape: Shape, onlyFor: TypeSet): void {
    for (const { key, name, responseKey, child, listDepth, types } of shape.fields) {
      const field = this.field(responseKey, name);
      field.listDepth = Math.max(field.listDepth, listDepth);
      field.types = widen(field.types, common(onlyFor, types));
      if (!field.slots.some((other) => other.slot === slot && other.key === key)) {
        field.slots.push({ slot, key });
      }
      if (child !== null) (field.child ??= new Position()).addOwn(child);
    }
  }
}

/** A field of a position, and where its value is found. */
export interface PositionField {
  readonly responseKey: string;
  readonly name: string;
  /** The keys under which the object itself may have it. */
  readonly own: string[];
  /** The slots whose entities may have it, in the order of the plan, and the keys there. */
  readonly slots: SlotField[];
  /** For objects and lists of objects. */
  child: Position | null;
  /** How many lists are around the value. Paths of plans may count fewer. */
  listDepth: number;
  /** The types of objects for which somebody provides it; `null` for all objects there are. */
  types: TypeSet;
  /**
   * The property of the object into which all providers' values are merged, when several may provide parts of the same
   * objects; `null` when every provider's value stays where it is.
   */
  mergedInto: string | null;
}

export interface SlotField {
  readonly slot: number;
  readonly key: string;
}

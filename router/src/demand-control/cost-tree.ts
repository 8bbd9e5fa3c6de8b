import type { Amount } from './amount.js';

/** What one place of an answer costs: an object of one or several possible types. */
export interface PlaceCost {
  readonly id: number;
  /** By the name of the object type. Types that cost alike share an object. */
  readonly byType: ReadonlyMap<string, ObjectCost>;
  /** Those of `byType`, each once. */
  readonly distinct: readonly ObjectCost[];
  /** Of one object, whichever type it has. */
  readonly estimate: Amount;
}

/** What an object of one type costs. */
export interface ObjectCost {
  /** Of the object itself. */
  readonly weight: number;
  /** All that is selected, in the answer's order. */
  readonly responseKeys: readonly string[];
  /** Where the object says its type; `undefined` when the client does not ask. */
  readonly typenameKey: string | undefined;
  /** The fields that can cost something, or that hold objects. */
  readonly fields: readonly FieldCost[];
  readonly estimate: Amount;
}

/** What one field of an object costs. */
export interface FieldCost {
  readonly responseKey: string;
  readonly fieldName: string;
  readonly argumentCost: Amount;
  /** How many lists are around its values; 0 for none, 2 for a list of lists. */
  readonly listLevels: number;
  /** Items that each of its lists has at most. */
  readonly size: Amount;
  /** Whether neither the value nor an item of it can be null. */
  readonly neverNull: boolean;
  /** Of each value that is no object. */
  readonly leafWeight: number;
  /** Of each value that is an object. */
  readonly place: PlaceCost | undefined;
  readonly estimate: Amount;
}

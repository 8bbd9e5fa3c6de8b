import type { GraphQLLeafType, GraphQLOutputType } from 'graphql';

/** What an operation selects of objects at one place of the answer, with all fragments resolved. */
export interface SelectionPlan {
  /** The type that the schema gives for this place. */
  readonly typeName: string;
  /** Whether objects of several types are possible, so that `__typename` decides. */
  readonly abstract: boolean;
  /** By the name of the object type. Types that select alike share a list. */
  readonly fieldsByType: ReadonlyMap<string, readonly FieldPlan[]>;
  /**
   * The fields as the type of this place defines them, if every possible type selects the same: then an object need not
   * say its type. Interface objects do not know theirs. `null` when types select differently.
   */
  readonly uniform: readonly FieldPlan[] | null;
}

/** One field of an object in the answer. */
export type FieldPlan = DataField | TypenameField | IntrospectionField;

/** A field whose value subgraphs give. */
export interface DataField {
  readonly kind: 'data';
  readonly responseKey: string;
  /** The key that plans and replies have; see `SeparateAliases`. */
  readonly planKey: string;
  readonly fieldName: string;
  /** The name of the object type, for error messages. */
  readonly parentType: string;
  readonly type: GraphQLOutputType;
  readonly named: LeafNamed | ObjectNamed;
}

export interface LeafNamed {
  readonly kind: 'leaf';
  readonly type: GraphQLLeafType;
}

export interface ObjectNamed {
  readonly kind: 'object';
  readonly selection: SelectionPlan;
}

/** `__typename`, which the router answers itself. */
export interface TypenameField {
  readonly kind: 'typename';
  readonly responseKey: string;
}

/** `__schema` or `__type`, which the router answers itself. */
export interface IntrospectionField {
  readonly kind: 'introspection';
  readonly responseKey: string;
}

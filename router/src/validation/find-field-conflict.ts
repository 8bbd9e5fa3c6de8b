import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLOutputType,
  GraphQLSchema,
  InlineFragmentNode,
  SelectionSetNode,
} from 'graphql';
import {
  getNamedType,
  isCompositeType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  SchemaMetaFieldDef,
  typeFromAST,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql';
import { printArguments } from './print-arguments.js';

/** Two fields of one response name that cannot be one. */
export interface FieldConflict {
  readonly responseName: string;
  readonly reason: string;
  readonly nodes: readonly FieldNode[];
}

/** Thrown when the search would take too long: an operation can be made so that it takes forever. */
export class TooManyComparisonsError extends Error {
  constructor() {
    super('Too many fields of the operation would have to be compared.');
    this.name = 'TooManyComparisonsError';
  }
}

/**
 * Finds fields of an operation that share a response name and cannot be merged
 * (https://spec.graphql.org/October2021/#sec-Field-Selection-Merging). The document must be valid in all other respects.
 *
 * It groups the fields of each response name, and compares each with the first of its group, where graphql-js's
 * `OverlappingFieldsCanBeMergedRule` compares each with each and gives up at 500,000 comparisons: a thousand fields of
 * one name. It looks twice, as Sangria does after Simon Adameit ("GraphQL: overlapping fields can be merged fast"): at
 * names and arguments, of the fields that can meet in one object, and at the shape of the response, of all fields.
 *
 * @param budget Fields that may be looked at, each counted as often as it is looked at.
 * @throws {TooManyComparisonsError} Thrown when that is not enough.
 */
export function findFieldConflict(
  schema: GraphQLSchema,
  document: DocumentNode,
  budget: number,
): FieldConflict | undefined {
  const search = new ConflictSearch(schema, document, budget);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const type = schema.getRootType(definition.operation);
    if (type == null) continue;
    const conflict = search.run({ type, set: definition.selectionSet });
    if (conflict !== undefined) return conflict;
  }
  return undefined;
}

/** A selection set and the type that it is made on, which is the same wherever it counts. */
interface TypedSet {
  readonly type: GraphQLCompositeType;
  readonly set: SelectionSetNode;
}

interface Field {
  readonly node: FieldNode;
  /** What the field is selected on. */
  readonly parent: GraphQLCompositeType;
  readonly type: GraphQLOutputType;
}

type Compare = (first: Field, other: Field) => string | undefined;

const META_FIELDS = new Map(
  [SchemaMetaFieldDef, TypeMetaFieldDef, TypeNameMetaFieldDef].map((field) => [field.name, field]),
);

class ConflictSearch {
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #arguments = new Map<FieldNode, string>();
  #left: number;

  constructor(
    private readonly schema: GraphQLSchema,
    { definitions }: DocumentNode,
    budget: number,
  ) {
    this.#left = budget;
    for (const definition of definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION)
        this.#fragments.set(definition.name.value, definition);
    }
  }

  run(root: TypedSet): FieldConflict | undefined {
    return (
      this.#search([root], { compare: this.#compareFields, groupsOf: whereTheyMeet, done: new Set() }) ??
      this.#search([root], { compare: compareShapes, groupsOf: together, done: new Set() })
    );
  }

  #search(sets: readonly TypedSet[], method: Method): FieldConflict | undefined {
    const [first, ...others] = sets;
    // One selection set by itself gives the same result wherever it stands: fragments are looked through once.
    if (first !== undefined && others.length === 0) {
      if (method.done.has(first.set)) return undefined;
      method.done.add(first.set);
    }
    for (const [responseName, fields] of this.#collect(sets)) {
      for (const group of method.groupsOf(fields)) {
        const conflict = compareWithFirst(responseName, group, method.compare);
        if (conflict !== undefined) return conflict;
        const nested = this.#nestedSets(group);
        const found = nested.length === 0 ? undefined : this.#search(nested, method);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  /** The fields of selection sets that are merged, by response name. A fragment counts once, however often it is spread. */
  #collect(sets: readonly TypedSet[]): ReadonlyMap<string, readonly Field[]> {
    const fields = new Map<string, Field[]>();
    const spread = new Set<string>();
    const collect = ({ type, set }: TypedSet): void => {
      for (const selection of set.selections) {
        this.#spend();
        if (selection.kind === Kind.FIELD) {
          const name = (selection.alias ?? selection.name).value;
          const fieldType = this.#typeOf(selection, type);
          if (fieldType === undefined) continue;
          const field = { node: selection, parent: type, type: fieldType };
          const known = fields.get(name);
          if (known === undefined) fields.set(name, [field]);
          else known.push(field);
          continue;
        }
        if (selection.kind === Kind.INLINE_FRAGMENT) {
          collect({ type: this.#conditionOf(selection, type), set: selection.selectionSet });
          continue;
        }
        const fragment = this.#fragments.get(selection.name.value);
        if (fragment === undefined || spread.has(fragment.name.value)) continue;
        spread.add(fragment.name.value);
        collect({ type: this.#conditionOf(fragment, type), set: fragment.selectionSet });
      }
    };
    sets.forEach(collect);
    return fields;
  }

  #typeOf({ name }: FieldNode, parent: GraphQLCompositeType): GraphQLOutputType | undefined {
    const meta = META_FIELDS.get(name.value);
    if (meta !== undefined) return meta.type;
    return isUnionType(parent) ? undefined : parent.getFields()[name.value]?.type;
  }

  #conditionOf(
    { typeCondition }: InlineFragmentNode | FragmentDefinitionNode,
    around: GraphQLCompositeType,
  ): GraphQLCompositeType {
    const type = typeCondition === undefined ? undefined : typeFromAST(this.schema, typeCondition);
    return isCompositeType(type) ? type : around;
  }

  #nestedSets(fields: readonly Field[]): readonly TypedSet[] {
    const sets = new Map<SelectionSetNode, TypedSet>();
    for (const { node, type } of fields) {
      const named = getNamedType(type);
      if (node.selectionSet !== undefined && isCompositeType(named)) {
        sets.set(node.selectionSet, { type: named, set: node.selectionSet });
      }
    }
    return [...sets.values()];
  }

  readonly #compareFields: Compare = (first, other) => {
    const [name, otherName] = [first.node.name.value, other.node.name.value];
    if (name !== otherName) return `"${name}" and "${otherName}" are different fields`;
    return this.#argumentsOf(first.node) === this.#argumentsOf(other.node)
      ? undefined
      : 'they have differing arguments';
  };

  #argumentsOf(node: FieldNode): string {
    let text = this.#arguments.get(node);
    if (text === undefined) {
      text = printArguments(node.arguments);
      this.#arguments.set(node, text);
    }
    return text;
  }

  #spend(): void {
    this.#left -= 1;
    if (this.#left < 0) throw new TooManyComparisonsError();
  }
}

interface Method {
  readonly compare: Compare;
  /** Fields of one response name, in groups that have to agree. */
  readonly groupsOf: (fields: readonly Field[]) => readonly (readonly Field[])[];
  /** Selection sets that were found free of conflicts. */
  readonly done: Set<SelectionSetNode>;
}

function compareWithFirst(
  responseName: string,
  [first, ...others]: readonly Field[],
  compare: Compare,
): FieldConflict | undefined {
  if (first === undefined) return undefined;
  for (const other of others) {
    const reason = compare(first, other);
    if (reason !== undefined) return { responseName, reason, nodes: [first.node, other.node] };
  }
  return undefined;
}

/** The response must have one shape, whatever the objects will be. */
const together: Method['groupsOf'] = (fields) => [fields];

/**
 * Fields on different object types never meet in one object. Those on interfaces and unions may meet all others; types
 * that have no object in common today may have one tomorrow.
 */
const whereTheyMeet: Method['groupsOf'] = (fields) => {
  const objects = new Set(fields.map(({ parent }) => parent).filter(isObjectType));
  if (objects.size < 2) return [fields];
  return Array.from(objects, (object) =>
    fields.filter(({ parent }) => parent === object || !isObjectType(parent)),
  );
};

/** https://spec.graphql.org/October2021/#SameResponseShape() */
const compareShapes: Compare = (first, other) =>
  haveSameShape(first.type, other.type)
    ? undefined
    : `they return conflicting types "${String(first.type)}" and "${String(other.type)}"`;

function haveSameShape(first: GraphQLOutputType, other: GraphQLOutputType): boolean {
  if (first === other) return true;
  if (isNonNullType(first) || isNonNullType(other)) {
    return isNonNullType(first) && isNonNullType(other) && haveSameShape(first.ofType, other.ofType);
  }
  if (isListType(first) || isListType(other)) {
    return isListType(first) && isListType(other) && haveSameShape(first.ofType, other.ofType);
  }
  return !isLeafType(first) && !isLeafType(other);
}

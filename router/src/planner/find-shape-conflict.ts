import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  SelectionNode,
  SelectionSetNode,
  TypeNode,
} from 'graphql';
import { isTypeDefinitionNode, isTypeExtensionNode, Kind, parse, parseType, print } from 'graphql';
import { readJoinGraphs } from '../supergraph/read-subgraphs.js';
import { applicationsOf, readArgument, readStringArgument } from '../supergraph/read-argument.js';
import { fragmentsOf } from './fragments-of.js';
import type { EntityFetchNode } from './query-plan.js';

/**
 * Finds the response name under which an entity fetch asks for fields whose types differ too much to share it
 * (https://spec.graphql.org/October2021/#SameResponseShape()), such as `... on A { v } ... on B { v }` with a String and
 * an Int: subgraphs refuse such operations. The Rust planner gives aliases within one type only.
 */
export function createFindShapeConflict(
  supergraph: DocumentNode,
): (node: EntityFetchNode) => string | undefined {
  let readType: ReadFieldType | undefined;
  return (node) => {
    if (node.batches.every(({ requires }) => requires.length < 2)) return undefined;
    readType ??= createReadFieldType(supergraph);
    return new ConflictSearch(node, readType).run();
  };
}

type ReadFieldType = (subgraph: string, typeName: string, fieldName: string) => TypeNode | undefined;

/** Fields may have types of their own in each subgraph, which `join__field(type:)` tells. */
function createReadFieldType(supergraph: DocumentNode): ReadFieldType {
  const graphs = readJoinGraphs(supergraph);
  const types = new Map<string, TypeNode>();
  for (const type of supergraph.definitions) {
    if (!isTypeDefinitionNode(type) && !isTypeExtensionNode(type)) continue;
    for (const field of 'fields' in type ? (type.fields ?? []) : []) {
      const coordinate = `${type.name.value}.${field.name.value}`;
      types.set(coordinate, field.type);
      for (const application of applicationsOf(field, 'join__field')) {
        const ownType = readStringArgument(application, 'type');
        const subgraph = graphs.get(String(readArgument(application, 'graph')))?.name;
        if (ownType !== undefined && subgraph !== undefined) {
          types.set(`${subgraph}/${coordinate}`, parseType(ownType, { noLocation: true }));
        }
      }
    }
  }
  return (subgraph, typeName, fieldName) =>
    types.get(`${subgraph}/${typeName}.${fieldName}`) ?? types.get(`${typeName}.${fieldName}`);
}

/** Selections together with the name of the type that they are made on. */
interface TypedSelections {
  readonly typeName: string;
  readonly set: SelectionSetNode;
}

interface TypedField {
  readonly field: FieldNode;
  readonly type: TypeNode;
}

class ConflictSearch {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #entityFields: readonly SelectionNode[];

  constructor(
    private readonly node: EntityFetchNode,
    private readonly readType: ReadFieldType,
  ) {
    const document = parse(node.operation, { noLocation: true });
    this.#fragments = fragmentsOf(document);
    const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    this.#entityFields =
      operation !== undefined && 'selectionSet' in operation ? operation.selectionSet.selections : [];
  }

  run(): string | undefined {
    for (const field of this.#entityFields) {
      if (field.kind !== Kind.FIELD || field.selectionSet === undefined) continue;
      const conflict = this.#findIn([{ typeName: '_Entity', set: field.selectionSet }]);
      if (conflict !== undefined) return conflict;
    }
    return undefined;
  }

  #findIn(selections: readonly TypedSelections[]): string | undefined {
    const byResponseName = new Map<string, TypedField[]>();
    for (const { typeName, set } of selections) this.#collect(typeName, set, byResponseName);
    for (const [responseName, fields] of byResponseName) {
      if (new Set(fields.map((field) => shapeOf(field))).size > 1) return responseName;
      const below = fields.flatMap(({ field, type }) =>
        field.selectionSet === undefined ? [] : [{ typeName: namedType(type), set: field.selectionSet }],
      );
      const conflict = below.length === 0 ? undefined : this.#findIn(below);
      if (conflict !== undefined) return conflict;
    }
    return undefined;
  }

  #collect(typeName: string, set: SelectionSetNode, into: Map<string, TypedField[]>): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const type = this.readType(this.node.subgraph, typeName, selection.name.value);
        if (type === undefined) continue;
        const responseName = selection.alias?.value ?? selection.name.value;
        into.set(responseName, [...(into.get(responseName) ?? []), { field: selection, type }]);
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
      if (fragment === undefined) continue;
      this.#collect(fragment.typeCondition?.name.value ?? typeName, fragment.selectionSet, into);
    }
  }
}

/** Lists and non-nulls must agree, and leaf types too; types with fields are compared by their fields. */
function shapeOf({ field, type }: TypedField): string {
  const text = print(type);
  return field.selectionSet === undefined ? text : text.replace(namedType(type), '');
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

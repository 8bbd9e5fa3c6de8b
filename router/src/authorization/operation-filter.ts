import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isNonNullType,
  isUnionType,
  Kind,
  print,
  visit,
} from 'graphql';
import type { PreparedOperation } from '../engine/engine.js';
import { fragmentsOf } from '../planner/fragments-of.js';
import { BarrenSets } from './barren-sets.js';
import { isExcluded } from './conditions.js';
import { freeTypenameKey } from './free-typename-key.js';

/** An operation of which parts are refused. Nodes are those of the client's document. */
export interface FilteredOperation {
  /** What is executed in its place: the same without the refused parts, and with `typenameKey` where types are needed. */
  readonly operation: PreparedOperation;
  /** The fields that the client may not have. */
  readonly refused: ReadonlySet<FieldNode>;
  /**
   * Fields below which all is refused, and that may be null or belong to an operation of which nothing is left: they are
   * not fetched either.
   */
  readonly barren: ReadonlySet<FieldNode>;
  /** The selection sets that have lost something, here or further down. */
  readonly lossy: ReadonlySet<SelectionSetNode>;
  /** Response key of the `__typename` that is asked for in lossy selection sets on abstract types. */
  readonly typenameKey: string;
}

/** Takes refused fields out of an operation that is valid against the (API) schema. */
export function filterOperation(
  prepared: PreparedOperation,
  options: { readonly schema: GraphQLSchema; readonly refused: ReadonlySet<FieldNode> },
): FilteredOperation {
  return new OperationFilter(prepared, options).filter();
}

interface FilterOptions {
  readonly schema: GraphQLSchema;
  readonly refused: ReadonlySet<FieldNode>;
}

class OperationFilter {
  readonly #schema: GraphQLSchema;
  readonly #refused: ReadonlySet<FieldNode>;
  readonly #sources: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #fragments = new Map<string, FragmentDefinitionNode | null>();
  readonly #barrenSets: BarrenSets;
  readonly #barren = new Set<FieldNode>();
  readonly #lossy = new Set<SelectionSetNode>();
  readonly #typename: FieldNode;
  readonly #typenameKey: string;
  readonly #lostKeys: ReadonlySet<string>;
  #isAllBarren = false;

  constructor(
    private readonly prepared: PreparedOperation,
    { schema, refused }: FilterOptions,
  ) {
    this.#schema = schema;
    this.#refused = refused;
    this.#sources = fragmentsOf(prepared.document);
    this.#barrenSets = new BarrenSets(refused, this.#sources);
    this.#lostKeys = this.#findLostKeys();
    this.#typenameKey = freeTypenameKey(prepared.document);
    const name = { kind: Kind.NAME as const, value: '__typename' };
    this.#typename = {
      kind: Kind.FIELD,
      name,
      ...(this.#typenameKey === '__typename' ? {} : { alias: { ...name, value: this.#typenameKey } }),
    };
  }

  filter(): FilteredOperation {
    const { operation } = this.prepared;
    const root = this.#schema.getRootType(operation.operation);
    if (root == null) throw new Error(`The schema has no root type for ${operation.operation}.`);
    this.#isAllBarren = this.#barrenSets.has(operation.selectionSet);
    const selectionSet = this.#content(operation.selectionSet, root);
    const filtered: OperationDefinitionNode = { ...operation, selectionSet };
    const fragments = [...this.#sources.keys()]
      .map((name) => this.#fragments.get(name))
      .filter((fragment) => fragment != null);
    const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [filtered, ...fragments] };
    return {
      operation: { source: print(document), document, operation: filtered },
      refused: this.#refused,
      barren: this.#barren,
      lossy: new Set([...this.#lossy, ...this.#barrenSets.found]),
      typenameKey: this.#typenameKey,
    };
  }

  /**
   * What is left of an operation's or a field's selection set: at least the objects' type.
   *
   * @param isSplit Whether something may have been lost that another selection of the field asked for.
   */
  #content(set: SelectionSetNode, parent: GraphQLCompositeType, isSplit = false): SelectionSetNode {
    const selections = this.#set(set, parent);
    const isLossy = isSplit || this.#lossy.has(set);
    if (selections.length > 0 && !(isAbstractType(parent) && isLossy)) return setOf(selections);
    // Even if nothing was refused: the type is none of the client's business.
    this.#lossy.add(set);
    return setOf([...selections, this.#typename]);
  }

  /** The response keys of the objects that are refused, or of which nothing is left, in one place at least. */
  #findLostKeys(): ReadonlySet<string> {
    const keys = new Set<string>();
    visit(this.prepared.document, {
      Field: (field) => {
        const { selectionSet } = field;
        if (selectionSet === undefined) return;
        if (this.#refused.has(field) || this.#barrenSets.has(selectionSet)) keys.add(responseKey(field));
      },
    });
    return keys;
  }

  /** What is left of a selection set. */
  #set(set: SelectionSetNode, parent: GraphQLCompositeType): readonly SelectionNode[] {
    return set.selections.flatMap((selection): readonly SelectionNode[] => {
      if (isExcluded(selection)) return [];
      switch (selection.kind) {
        case Kind.FIELD: {
          const kept = this.#field(selection, parent);
          if (kept === null || (selection.selectionSet && this.#lossy.has(selection.selectionSet))) {
            this.#lossy.add(set);
          }
          return kept === null ? [] : [kept];
        }
        case Kind.INLINE_FRAGMENT: {
          const type = this.#type(selection.typeCondition?.name.value) ?? parent;
          const selections = this.#set(selection.selectionSet, type);
          if (this.#lossy.has(selection.selectionSet)) this.#lossy.add(set);
          return selections.length === 0 ? [] : [{ ...selection, selectionSet: setOf(selections) }];
        }
        case Kind.FRAGMENT_SPREAD: {
          const source = this.#sources.get(selection.name.value);
          if (source === undefined) return [];
          const kept = this.#fragment(source, parent);
          if (this.#lossy.has(source.selectionSet)) this.#lossy.add(set);
          return kept === null ? [] : [selection];
        }
      }
    });
  }

  #field(field: FieldNode, parent: GraphQLCompositeType): FieldNode | null {
    if (this.#refused.has(field)) return null;
    const { selectionSet } = field;
    const definition = isUnionType(parent) ? undefined : parent.getFields()[field.name.value];
    const type = getNamedType(definition?.type);
    if (selectionSet === undefined || definition === undefined || !isCompositeType(type)) return field;
    const mayBeNull = !isNonNullType(definition.type) || this.#isAllBarren;
    if (mayBeNull && this.#barrenSets.has(selectionSet)) {
      this.#barren.add(field);
      return null;
    }
    const isSplit = this.#lostKeys.has(responseKey(field));
    return { ...field, selectionSet: this.#content(selectionSet, type, isSplit) };
  }

  #fragment(source: FragmentDefinitionNode, parent: GraphQLCompositeType): FragmentDefinitionNode | null {
    const name = source.name.value;
    const known = this.#fragments.get(name);
    if (known !== undefined) return known;
    const type = this.#type(source.typeCondition.name.value) ?? parent;
    const selections = this.#set(source.selectionSet, type);
    const kept = selections.length === 0 ? null : { ...source, selectionSet: setOf(selections) };
    this.#fragments.set(name, kept);
    return kept;
  }

  #type(name: string | undefined): GraphQLCompositeType | undefined {
    const type = name === undefined ? undefined : this.#schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  }
}

function responseKey({ alias, name }: FieldNode): string {
  return alias?.value ?? name.value;
}

function setOf(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}

import type { FieldNode, SelectionSetNode } from 'graphql';
import { getNamedType, isCompositeType, Kind, valueFromASTUntyped } from 'graphql';
import type { SupergraphTypes } from '../executor/supergraph-types.js';
import type { CacheDirectives, SubgraphTags } from './cache-directives.js';
import type { TagFormat } from './tag-format.js';

/** What a piece is evicted by. */
export interface PieceTags {
  /**
   * @param values The client's variables.
   * @param key What the entity was asked for by; `null` for root fields.
   * @param data What the subgraph answered.
   */
  collect(
    values: Readonly<Record<string, unknown>>,
    key: Readonly<Record<string, unknown>> | null,
    data: unknown,
  ): ReadonlySet<string>;
}

/** A tag that the graph's author has named by `@cacheTag`. */
export const namedTag = (tag: string): string => `t:${tag}`;
/** Of pieces that a format has a tag for, and nobody has asked for the values in it. */
export const unknownTag = (format: string): string => `f:${format}`;
/** Of pieces with objects of a type in them. */
export const typeTag = (typeName: string): string => `y:${typeName}`;
/** Of pieces with a certain entity in them. */
export const entityTag = (typeName: string, key: Readonly<Record<string, unknown>>): string =>
  `k:${typeName}:${JSON.stringify(
    Object.keys(key)
      .sort()
      .map((name) => [name, String(key[name])]),
  )}`;
/** Of pieces with entities of a type in them whose keys nobody has asked for. */
export const unknownEntityTag = (typeName: string): string => `u:${typeName}`;

const NO_TAGS: SubgraphTags = { formats: new Map(), keys: new Map() };

/** Finds out where in what is fetched the values of tags stand. */
export class PieceTagsCompiler {
  readonly #entityTypes: ReadonlySet<string>;

  constructor(
    private readonly directives: CacheDirectives,
    private readonly types: SupergraphTypes,
  ) {
    this.#entityTypes = new Set([...directives.bySubgraph.values()].flatMap(({ keys }) => [...keys.keys()]));
  }

  ofRootField(subgraph: string, field: FieldNode, rootType: string): PieceTags {
    const tags = this.directives.bySubgraph.get(subgraph) ?? NO_TAGS;
    const formats = tags.formats.get(`${rootType}.${field.name.value}`) ?? [];
    const returned = this.#returnedType(rootType, field);
    const below =
      field.selectionSet === undefined || returned === null
        ? null
        : this.#compile(field.selectionSet, this.types.possibleTypes(returned), tags);
    const types = this.#typeTags(field.selectionSet, returned);
    return {
      collect(values, _key, data) {
        const found = new Set(types);
        for (const format of formats) addFormat(found, format, argumentsOf(field, values));
        if (below !== null) collectBelow(below, data, found);
        return found;
      },
    };
  }

  ofEntity(subgraph: string, selectionSet: SelectionSetNode, typeName: string): PieceTags {
    const tags = this.directives.bySubgraph.get(subgraph) ?? NO_TAGS;
    const rules = this.#rulesOf(typeName, tags);
    const below = this.#compile(selectionSet, new Set([typeName]), tags, { isKnown: true });
    const types = this.#typeTags(selectionSet, typeName);
    return {
      collect(_values, key, data) {
        const found = new Set(types);
        if (key !== null) addEntity(found, rules, key);
        if (below !== null) collectBelow(below, data, found);
        return found;
      },
    };
  }

  #rulesOf(typeName: string, tags: SubgraphTags): EntityRules {
    return {
      typeName,
      formats: tags.formats.get(typeName) ?? [],
      keys: tags.keys.get(typeName) ?? [],
    };
  }

  /** @param isKnown Whether the object's own tags are known from elsewhere. */
  #compile(
    selectionSet: SelectionSetNode,
    possible: ReadonlySet<string>,
    tags: SubgraphTags,
    { isKnown = false } = {},
  ): TagNode | null {
    const fields = fieldsOf(selectionSet);
    const typename = fields.find(({ field }) => field.name.value === '__typename');
    const children = new Map<string, TagNode[]>();
    for (const { field, parentType } of fields) {
      if (field.selectionSet === undefined) continue;
      const owners = parentType === null ? possible : new Set([parentType]);
      const returned = [...owners]
        .map((owner) => this.#returnedType(owner, field))
        .find((name) => name !== null);
      if (returned == null) continue;
      const child = this.#compile(field.selectionSet, this.types.possibleTypes(returned), tags);
      const key = responseKeyOf(field);
      if (child !== null) children.set(key, [...(children.get(key) ?? []), child]);
    }
    const rules = isKnown
      ? []
      : [...possible]
          .map((typeName) => this.#rulesOf(typeName, tags))
          .filter(({ formats, keys }) => formats.length + keys.length > 0);
    if (rules.length === 0 && children.size === 0) return null;
    return {
      rules: new Map(rules.map((rule) => [rule.typeName, rule])),
      only: possible.size === 1 ? ([...possible][0] ?? null) : null,
      typenameKey: typename === undefined ? null : responseKeyOf(typename.field),
      properties: unambiguousLeaves(fields.map(({ field }) => field)),
      children: [...children],
    };
  }

  /** Tags of all types of entities that can be in what is selected. */
  #typeTags(selectionSet: SelectionSetNode | undefined, typeName: string | null): readonly string[] {
    const found = new Set<string>();
    const add = (name: string) => {
      for (const possible of [name, ...this.types.possibleTypes(name)])
        if (this.#entityTypes.has(possible)) found.add(typeTag(possible));
    };
    const walk = (set: SelectionSetNode | undefined, parent: string) => {
      add(parent);
      for (const selection of set?.selections ?? []) {
        if (selection.kind === Kind.INLINE_FRAGMENT)
          walk(selection.selectionSet, selection.typeCondition?.name.value ?? parent);
        else if (selection.kind === Kind.FIELD) {
          const returned = this.#returnedType(parent, selection);
          if (returned !== null) walk(selection.selectionSet, returned);
        }
      }
    };
    if (typeName !== null) walk(selectionSet, typeName);
    return [...found];
  }

  /** The name of the composite type that a field returns; `null` when it returns none. */
  #returnedType(parent: string, field: FieldNode): string | null {
    const type = this.types.fieldType(parent, field.name.value);
    if (type === undefined) return null;
    const named = getNamedType(type);
    return isCompositeType(named) ? named.name : null;
  }
}

interface EntityRules {
  readonly typeName: string;
  readonly formats: readonly TagFormat[];
  readonly keys: readonly (readonly string[])[];
}

/** Objects at one place of what is fetched. */
interface TagNode {
  /** By type. */
  readonly rules: ReadonlyMap<string, EntityRules>;
  /** Their type, when there is only one. */
  readonly only: string | null;
  /** Where they tell their type. */
  readonly typenameKey: string | null;
  /** The response key of each leaf that is asked for, by its name. */
  readonly properties: ReadonlyMap<string, string>;
  readonly children: readonly (readonly [string, readonly TagNode[]])[];
}

function collectBelow(node: TagNode, data: unknown, found: Set<string>): void {
  if (Array.isArray(data)) {
    for (const item of data) collectBelow(node, item, found);
    return;
  }
  if (typeof data !== 'object' || data === null) return;
  const object = data as Record<string, unknown>;
  if (node.rules.size > 0) {
    const told = node.typenameKey === null ? undefined : object[node.typenameKey];
    const typeName = typeof told === 'string' ? told : node.only;
    const rules = typeName === null ? [...node.rules.values()] : [node.rules.get(typeName)];
    for (const rule of rules) {
      if (rule === undefined) continue;
      // Without its type, its key says nothing for sure: as if nobody had asked for it.
      addEntity(found, rule, typeName === null ? {} : namedValues(object, node.properties));
    }
  }
  for (const [key, children] of node.children)
    for (const child of children) collectBelow(child, object[key], found);
}

function namedValues(
  object: Record<string, unknown>,
  properties: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, key] of properties) values[name] = object[key];
  return values;
}

function addEntity(
  found: Set<string>,
  { typeName, formats, keys }: EntityRules,
  values: Readonly<Record<string, unknown>>,
): void {
  for (const format of formats) addFormat(found, format, values);
  for (const names of keys) {
    const isKnown = names.every((name) => values[name] !== undefined && values[name] !== null);
    found.add(
      isKnown
        ? entityTag(typeName, Object.fromEntries(names.map((name) => [name, values[name]])))
        : unknownEntityTag(typeName),
    );
  }
}

function addFormat(found: Set<string>, format: TagFormat, values: Readonly<Record<string, unknown>>): void {
  const tag = format.fill(values);
  found.add(tag === null ? unknownTag(format.text) : namedTag(tag));
}

function argumentsOf(
  field: FieldNode,
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    field.arguments?.map(({ name, value }) => [name.value, valueFromASTUntyped(value, variables)]) ?? [],
  );
}

/** The fields of a selection, those of fragments with their condition if it is an object type. */
function fieldsOf(
  selectionSet: SelectionSetNode,
  parentType: string | null = null,
): readonly { readonly field: FieldNode; readonly parentType: string | null }[] {
  return selectionSet.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [{ field: selection, parentType }];
    if (selection.kind !== Kind.INLINE_FRAGMENT) return [];
    const condition = selection.typeCondition?.name.value;
    return fieldsOf(selection.selectionSet, condition ?? parentType);
  });
}

/** Response keys by the names of leaves; without those that fragments on several types use differently. */
function unambiguousLeaves(fields: readonly FieldNode[]): ReadonlyMap<string, string> {
  const keys = Map.groupBy(fields, ({ name }) => name.value);
  const names = Map.groupBy(fields, responseKeyOf);
  const isOne = (same: readonly FieldNode[] | undefined, of: (field: FieldNode) => string) =>
    new Set(same?.map(of)).size === 1;
  return new Map(
    fields
      .filter(
        (field) =>
          field.selectionSet === undefined &&
          isOne(keys.get(field.name.value), responseKeyOf) &&
          isOne(names.get(responseKeyOf(field)), ({ name }) => name.value),
      )
      .map((field) => [field.name.value, responseKeyOf(field)]),
  );
}

function responseKeyOf({ alias, name }: FieldNode): string {
  return alias?.value ?? name.value;
}

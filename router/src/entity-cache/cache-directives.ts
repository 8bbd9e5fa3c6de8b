import type { ConstDirectiveNode, DocumentNode } from 'graphql';
import { Kind } from 'graphql';
import { accessDirectives } from '../supergraph/access-directives.js';
import { readLinkedFeatures } from '../supergraph/linked-features.js';
import { applicationsOf, readArgument, readStringArgument } from '../supergraph/read-argument.js';
import { readJoinGraphs } from '../supergraph/read-subgraphs.js';
import { TagFormat } from './tag-format.js';

/** What `@cacheControl` says of a type or a field. */
export interface CacheHint {
  /** Seconds; `undefined` when it does not say. */
  readonly maxAge: number | undefined;
  readonly isPrivate: boolean;
  /** Whether the maximum age is that of what it is in. */
  readonly inheritsMaxAge: boolean;
}

/** What one subgraph says of what it serves. */
export interface SubgraphTags {
  /** Formats by type, and by `Query.field`. */
  readonly formats: ReadonlyMap<string, readonly TagFormat[]>;
  /** By type, the fields of each of its keys that has no objects in it. */
  readonly keys: ReadonlyMap<string, readonly (readonly string[])[]>;
}

/** What a supergraph says about caching. */
export interface CacheDirectives {
  /** By type, and by `Type.field`. */
  readonly hints: ReadonlyMap<string, CacheHint>;
  /** Types and `Type.field`s that not everybody may have. */
  readonly guarded: ReadonlySet<string>;
  readonly bySubgraph: ReadonlyMap<string, SubgraphTags>;
}

interface Element {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/**
 * Reads `@cacheControl`, which subgraphs compose into the supergraph by `@composeDirective`, under whatever URL they link
 * it, and `@cacheTag` of Federation 2.12.
 */
export function readCacheDirectives(supergraph: DocumentNode): CacheDirectives {
  const graphs = readJoinGraphs(supergraph);
  const access = Object.values(accessDirectives(readLinkedFeatures(supergraph))).filter(
    (name) => name !== undefined,
  );
  const hints = new Map<string, CacheHint>();
  const guarded = new Set<string>();
  const bySubgraph = new Map<string, { formats: Map<string, TagFormat[]>; keys: Map<string, string[][]> }>();
  const tagsOf = (graph: unknown) => {
    const name = graphs.get(String(graph))?.name ?? String(graph);
    let tags = bySubgraph.get(name);
    if (tags === undefined) bySubgraph.set(name, (tags = { formats: new Map(), keys: new Map() }));
    return tags;
  };

  const read = (element: Element, coordinate: string) => {
    const [hint] = applicationsOf(element, 'cacheControl');
    if (hint !== undefined) hints.set(coordinate, readHint(hint));
    if (access.some((name) => applicationsOf(element, name).length > 0)) guarded.add(coordinate);
    for (const application of applicationsOf(element, 'join__directive')) {
      const format = readCacheTag(application);
      if (format === null) continue;
      for (const graph of listOf(readArgument(application, 'graphs')))
        append(tagsOf(graph).formats, coordinate, format);
    }
  };

  for (const definition of supergraph.definitions) {
    if (!('name' in definition) || definition.name === undefined) continue;
    if (definition.kind === Kind.DIRECTIVE_DEFINITION) continue;
    const typeName = definition.name.value;
    read(definition as Element, typeName);
    for (const application of applicationsOf(definition as Element, 'join__type')) {
      const key = readStringArgument(application, 'key');
      const isResolvable = readArgument(application, 'resolvable') !== false;
      if (key === undefined || !isResolvable || key.includes('{')) continue;
      append(tagsOf(readArgument(application, 'graph')).keys, typeName, key.split(/[\s,]+/).filter(Boolean));
    }
    if (!('fields' in definition)) continue;
    for (const field of definition.fields ?? []) read(field, `${typeName}.${field.name.value}`);
  }
  return { hints, guarded, bySubgraph };
}

function readHint(application: ConstDirectiveNode): CacheHint {
  const maxAge = readArgument(application, 'maxAge');
  return {
    maxAge: typeof maxAge === 'number' ? Math.max(0, maxAge) : undefined,
    isPrivate: readArgument(application, 'scope') === 'PRIVATE',
    inheritsMaxAge: readArgument(application, 'inheritMaxAge') === true,
  };
}

function readCacheTag(application: ConstDirectiveNode): TagFormat | null {
  const name = readStringArgument(application, 'name');
  if (name !== 'federation__cacheTag' && name !== 'cacheTag') return null;
  const format = (readArgument(application, 'args') as { readonly format?: unknown } | undefined)?.format;
  return typeof format === 'string' ? TagFormat.parse(format) : null;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function append<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

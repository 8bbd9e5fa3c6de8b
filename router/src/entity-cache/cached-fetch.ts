import { hash } from 'node:crypto';
import type { FieldNode, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import { Kind, parse, print, visit } from 'graphql';
import type { Fetch, FetchPart } from '../executor/fetch-plan.js';
import type { SupergraphTypes } from '../executor/supergraph-types.js';
import type { CacheDirectives } from './cache-directives.js';
import type { CachePolicy } from './cache-policy.js';
import { NOT_KEPT } from './cache-policy.js';
import { SelectionPolicies } from './selection-policy.js';
import { inlineFragments } from './inline-fragments.js';
import type { PieceTags } from './piece-tags.js';
import { PieceTagsCompiler } from './piece-tags.js';

/** Something that is kept by itself: a root field, or what is selected of one type of entity. */
export interface Piece {
  /** Of everything that it is, but for the values: supergraph, subgraph, selection. */
  readonly id: string;
  readonly policy: CachePolicy;
  /** The client's variables that it depends on. */
  readonly variableNames: readonly string[];
  readonly tags: PieceTags;
}

export interface RootPiece extends Piece {
  readonly responseKey: string;
}

/** A fetch of which something can be kept. */
export type CachedFetch =
  | {
      readonly kind: 'root';
      readonly pieces: readonly RootPiece[];
      /** The same fetch with some of its root fields. */
      only(responseKeys: ReadonlySet<string>): Fetch;
    }
  | {
      readonly kind: 'entities';
      /** The piece that a representation is for. */
      pieceOf(part: FetchPart, representation: string): Piece;
    };

export interface CompileCachedFetchOptions {
  readonly directives: CacheDirectives;
  readonly types: SupergraphTypes;
  /** Of the supergraph. */
  readonly schemaId: string;
  /** Seconds for which is kept what nothing is said of. */
  readonly defaultMaxAge: number;
}

/** Operations with some of a fetch's root fields that are remembered. */
const MAX_SUBSETS = 64;

/** Finds out what of fetches can be kept. */
export class CachedFetchCompiler {
  readonly #policies: SelectionPolicies;
  readonly #tags: PieceTagsCompiler;

  constructor(private readonly options: CompileCachedFetchOptions) {
    this.#policies = new SelectionPolicies(options.directives, options.types, options.defaultMaxAge);
    this.#tags = new PieceTagsCompiler(options.directives, options.types);
  }

  /** @returns `null` when nothing of it can be kept. */
  compile(fetch: Fetch): CachedFetch | null {
    if (fetch.operationKind !== 'query') return null;
    if (fetch.parts.some(({ contextRewrites }) => contextRewrites.length > 0)) return null;
    const operation = inlineFragments(parse(fetch.operation, { noLocation: true }));
    if (operation === null) return null;
    const fields = operation.selectionSet.selections;
    if (!fields.every((selection) => selection.kind === Kind.FIELD)) return null;
    if (fields.some(({ directives }) => directives !== undefined && directives.length > 0)) return null;
    return fetch.parts.some(({ alias }) => alias === null)
      ? this.#compileRoot(fetch, operation, fields)
      : this.#compileEntities(fetch, fields);
  }

  #compileRoot(
    fetch: Fetch,
    operation: OperationDefinitionNode,
    fields: readonly FieldNode[],
  ): CachedFetch | null {
    const rootType = this.options.types.rootTypeName('query');
    const pieces = fields.map((field): RootPiece => {
      const policy = this.#policies.ofRootField(field, rootType);
      return {
        responseKey: field.alias?.value ?? field.name.value,
        policy,
        ...this.#piece(fetch, field),
        tags: this.#tags.ofRootField(fetch.subgraph, field, rootType),
      };
    });
    if (pieces.every(({ policy }) => policy.maxAge === 0)) return null;
    const subsets = new Map<string, Fetch>();
    return {
      kind: 'root',
      pieces,
      only(responseKeys) {
        const name = JSON.stringify([...responseKeys]);
        let subset = subsets.get(name);
        if (subset === undefined) {
          if (subsets.size >= MAX_SUBSETS) subsets.clear();
          subset = withFields(fetch, operation, (field) =>
            responseKeys.has(field.alias?.value ?? field.name.value),
          );
          subsets.set(name, subset);
        }
        return subset;
      },
    };
  }

  #compileEntities(fetch: Fetch, fields: readonly FieldNode[]): CachedFetch | null {
    const byPart = new Map<FetchPart, EntityPieces>();
    for (const part of fetch.parts) {
      const field = fields.find(({ alias, name }) => (alias?.value ?? name.value) === part.alias);
      if (field?.selectionSet === undefined) return null;
      byPart.set(part, this.#entityPieces(fetch, field.selectionSet));
    }
    if (![...byPart.values()].some(({ isKept }) => isKept)) return null;
    return {
      kind: 'entities',
      pieceOf(part, representation) {
        const pieces = byPart.get(part);
        if (pieces === undefined) throw new Error('The part is none of this fetch.');
        return pieces.pieceOf(representation);
      },
    };
  }

  #entityPieces(fetch: Fetch, selectionSet: SelectionSetNode): EntityPieces {
    const { types } = this.options;
    const conditions = new Set<string>();
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT && selection.typeCondition !== undefined)
        conditions.add(selection.typeCondition.name.value);
    }
    const common = this.#piece(fetch, selectionSet);
    const makePiece = (typeName: string): Piece => {
      const selections = selectionSet.selections.filter(
        (selection) =>
          selection.kind !== Kind.INLINE_FRAGMENT ||
          selection.typeCondition === undefined ||
          selection.typeCondition.name.value === typeName ||
          types.possibleTypes(selection.typeCondition.name.value).has(typeName),
      );
      const own = { ...selectionSet, selections };
      const isEntity = selections.every(({ kind }) => kind === Kind.INLINE_FRAGMENT);
      return {
        ...common,
        policy: isEntity && selections.length > 0 ? this.#policies.ofEntity(own, typeName) : NOT_KEPT,
        tags: this.#tags.ofEntity(fetch.subgraph, own, typeName),
      };
    };
    const [only] = conditions;
    const single =
      conditions.size === 1 && only !== undefined && types.isObjectType(only) ? makePiece(only) : null;
    if (single !== null) return { isKept: single.policy.maxAge > 0, pieceOf: () => single };

    const byType = new Map<string, Piece>();
    const pieceOfType = (typeName: string): Piece => {
      let piece = byType.get(typeName);
      if (piece === undefined) byType.set(typeName, (piece = makePiece(typeName)));
      return piece;
    };
    const possible = new Set([...conditions].flatMap((name) => [...types.possibleTypes(name)]));
    return {
      isKept: [...possible].some((name) => pieceOfType(name).policy.maxAge > 0),
      pieceOf: (representation) => pieceOfType(typenameOf(representation)),
    };
  }

  #piece(fetch: Fetch, node: FieldNode | SelectionSetNode): Pick<Piece, 'id' | 'variableNames'> {
    const names = new Set<string>();
    visit(node, { Variable: ({ name }) => void names.add(name.value) });
    const text = JSON.stringify([this.options.schemaId, fetch.subgraph, print(node)]);
    return {
      id: hash('sha256', text, 'base64url'),
      variableNames: fetch.variableUsages.filter((name) => names.has(name)),
    };
  }
}

interface EntityPieces {
  readonly isKept: boolean;
  pieceOf(representation: string): Piece;
}

/** Mostly it is the first member: nothing has to be parsed. */
function typenameOf(representation: string): string {
  const found = /^\{"__typename":"(\w+)"/.exec(representation)?.[1];
  if (found !== undefined) return found;
  const parsed = JSON.parse(representation) as { readonly __typename?: unknown };
  return String(parsed.__typename);
}

function withFields(
  fetch: Fetch,
  operation: OperationDefinitionNode,
  isWanted: (field: FieldNode) => boolean,
): Fetch {
  const selections = operation.selectionSet.selections.filter(
    (selection) => selection.kind === Kind.FIELD && isWanted(selection),
  );
  const used = new Set<string>();
  for (const selection of selections) visit(selection, { Variable: ({ name }) => void used.add(name.value) });
  const text = print({
    ...operation,
    variableDefinitions:
      operation.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value)) ?? [],
    selectionSet: { ...operation.selectionSet, selections },
  });
  return {
    ...fetch,
    operation: text,
    variableUsages: fetch.variableUsages.filter((name) => used.has(name)),
  };
}

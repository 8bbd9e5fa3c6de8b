import type { FieldNode, SelectionSetNode } from 'graphql';
import { getNamedType, isLeafType, Kind } from 'graphql';
import type { SupergraphTypes } from '../executor/supergraph-types.js';
import type { CacheDirectives, CacheHint } from './cache-directives.js';
import type { CachePolicy } from './cache-policy.js';
import { NOT_KEPT, stricter } from './cache-policy.js';

/** Nothing selected says anything yet. */
const ANYTHING: CachePolicy = { maxAge: Infinity, isPrivate: false };

/**
 * The policies of what subgraph operations select, by the rules of `@cacheControl`
 * (https://www.apollographql.com/docs/apollo-server/performance/caching): the strictest of all that is selected. A field
 * goes by its own hint, else by the hint of the type that it returns; a leaf without either by what it is in. Fields that
 * return objects of types without a hint, and root fields without one, go by the default, which is not to be kept.
 *
 * What not everybody may have is private, whatever its scope says.
 */
export class SelectionPolicies {
  /** Where nothing is said. */
  readonly #otherwise: CachePolicy;

  /** @param defaultMaxAge Seconds. */
  constructor(
    private readonly directives: CacheDirectives,
    private readonly types: SupergraphTypes,
    defaultMaxAge: number,
  ) {
    this.#otherwise = { maxAge: defaultMaxAge, isPrivate: false };
  }

  /** Of a root field. */
  ofRootField(field: FieldNode, rootType: string): CachePolicy {
    return finite(this.#ofField(field, { typeName: rootType, inherited: this.#otherwise }));
  }

  /** Of what is selected of an entity: fields without a hint of their own go by the entity's type. */
  ofEntity(selectionSet: SelectionSetNode, typeName: string): CachePolicy {
    const own = this.#byHint(this.directives.hints.get(typeName), this.#otherwise);
    const guarded = { maxAge: Infinity, isPrivate: this.directives.guarded.has(typeName) };
    return finite(stricter(guarded, this.#ofSelections(selectionSet, { typeName, inherited: own })));
  }

  /** @param inherited The policy that fields without a hint go by. */
  #ofSelections(
    { selections }: SelectionSetNode,
    { typeName, inherited }: { readonly typeName: string; readonly inherited: CachePolicy },
  ): CachePolicy {
    let policy = ANYTHING;
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        policy = stricter(policy, this.#ofField(selection, { typeName, inherited }));
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value ?? typeName;
        policy = stricter(
          policy,
          this.#ofSelections(selection.selectionSet, { typeName: condition, inherited }),
        );
      } else {
        // A spread of no fragment of the document.
        return NOT_KEPT;
      }
    }
    return policy;
  }

  #ofField(
    field: FieldNode,
    { typeName, inherited }: { readonly typeName: string; readonly inherited: CachePolicy },
  ): CachePolicy {
    const name = field.name.value;
    if (name === '__typename') return ANYTHING;
    const type = this.types.fieldType(typeName, name);
    if (type === undefined) return NOT_KEPT;
    const returned = getNamedType(type);
    const { hints } = this.directives;
    let policy: CachePolicy | undefined;
    for (const owner of this.#owners(typeName)) {
      const hint = hints.get(`${owner}.${name}`);
      if (hint !== undefined) policy = both(policy, this.#byHint(hint, inherited));
    }
    const isLeaf = isLeafType(returned);
    if (policy === undefined && !isLeaf) {
      for (const owner of this.#owners(returned.name)) {
        const hint = hints.get(owner);
        if (hint !== undefined) policy = both(policy, this.#byHint(hint, inherited));
      }
    }
    policy ??= isLeaf ? inherited : { ...inherited, maxAge: this.#otherwise.maxAge };
    if (this.#isGuarded(typeName, name, returned.name)) policy = { ...policy, isPrivate: true };
    if (field.selectionSet === undefined || policy.maxAge === 0) return policy;
    const below = this.#ofSelections(field.selectionSet, { typeName: returned.name, inherited: policy });
    return stricter(policy, below);
  }

  #byHint(hint: CacheHint | undefined, inherited: CachePolicy): CachePolicy {
    if (hint === undefined) return inherited;
    const { maxAge, inheritsMaxAge, isPrivate } = hint;
    return {
      maxAge: inheritsMaxAge ? inherited.maxAge : (maxAge ?? inherited.maxAge),
      isPrivate: isPrivate || inherited.isPrivate,
    };
  }

  /** A type, and those of which its objects can be: each may say more. */
  #owners(typeName: string): ReadonlySet<string> {
    return new Set([typeName, ...this.types.possibleTypes(typeName)]);
  }

  #isGuarded(typeName: string, fieldName: string, returned: string): boolean {
    const { guarded } = this.directives;
    if (guarded.size === 0) return false;
    if ([...this.#owners(returned)].some((owner) => guarded.has(owner))) return true;
    return [...this.#owners(typeName)].some(
      (owner) => guarded.has(`${owner}.${fieldName}`) || guarded.has(owner),
    );
  }
}

function both(one: CachePolicy | undefined, other: CachePolicy): CachePolicy {
  return one === undefined ? other : stricter(one, other);
}

/** Where nothing but `__typename` is selected, there is nothing to keep. */
function finite(policy: CachePolicy): CachePolicy {
  return policy.maxAge === Infinity ? { ...policy, maxAge: 0 } : policy;
}

import type { Fetch } from '../executor/fetch-plan.js';
import type { SupergraphTypes } from '../executor/supergraph-types.js';
import type { OperationContext } from '../pipeline/operation-context.js';
import type { LoadedSupergraph } from '../supergraph/load-supergraph.js';
import { AnswerPolicy } from './answer-policy.js';
import { readCacheDirectives } from './cache-directives.js';
import type { CachedFetch } from './cached-fetch.js';
import { CachedFetchCompiler } from './cached-fetch.js';
import type { EntityCache } from './entity-cache.js';
import { RequestCache } from './request-cache.js';
import { requesterKeys } from './requester-keys.js';

/** The cache for operations on one supergraph. */
export class FetchCaching {
  readonly #compiler: CachedFetchCompiler;
  readonly #compiled = new WeakMap<Fetch, CachedFetch | null>();

  constructor(
    private readonly cache: EntityCache,
    { document, id }: Pick<LoadedSupergraph, 'document' | 'id'>,
    types: SupergraphTypes,
  ) {
    const directives = readCacheDirectives(document);
    for (const { formats } of directives.bySubgraph.values()) cache.addFormats([...formats.values()].flat());
    this.#compiler = new CachedFetchCompiler({
      directives,
      types,
      schemaId: id,
      defaultMaxAge: cache.defaultMaxAge,
    });
  }

  /** For one query. */
  forQuery(context: OperationContext): RequestCache {
    return new RequestCache({
      cache: this.cache,
      keys: requesterKeys(context),
      compile: (fetch) => this.#compile(fetch),
      answer: context.answerPolicy ?? new AnswerPolicy(),
    });
  }

  /** A mutation has ended: whoever sent it must see what it did. */
  noteMutation(context: OperationContext): void {
    this.cache.ownWrites.note(requesterKeys(context).writer);
  }

  #compile(fetch: Fetch): CachedFetch | null {
    let compiled = this.#compiled.get(fetch);
    if (compiled === undefined) {
      compiled = this.#compiler.compile(fetch);
      this.#compiled.set(fetch, compiled);
    }
    return compiled;
  }
}

import type { Cache, CachePolicy } from './cache.js';

/** An object whose methods can be {@link Cacheable}. */
export interface Cached {
  readonly cache: Cache;
}

/** Options of {@link Cacheable}. */
export interface CacheableOptions<Args extends never[]> extends CachePolicy {
  /** The key of what these arguments give, unique in the whole cache. */
  readonly key: (...args: Args) => string;
  /** See `CachedValues.tags`. Default: none. */
  readonly tags?: (...args: Args) => readonly string[];
}

/**
 * Keeps what a method resolves with in the object's cache: `@Cacheable({ ttl: 300, key: () => 'categories' })`. What it throws
 * is not kept.
 */
export function Cacheable<Args extends never[]>({ key, tags, ...policy }: CacheableOptions<Args>) {
  return <Method extends (this: Cached, ...args: Args) => Promise<unknown>>(
    _prototype: Cached,
    _method: string,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    const method = descriptor.value as Method;
    descriptor.value = function (this: Cached, ...args: Args): Promise<unknown> {
      return this.cache.get(key(...args), () => method.apply(this, args), {
        ...policy,
        tags: tags?.(...args) ?? [],
      });
    } as Method;
  };
}

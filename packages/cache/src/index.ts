export type { Cache, CacheCounts, CachedValues, CachePolicy, Invalidation } from './cache.js';
export { Cacheable, type Cached } from './cacheable.js';
export { createCache, type CacheOptions } from './create-cache.js';

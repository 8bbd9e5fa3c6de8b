import { randomUUID } from 'node:crypto';
import type { Redis } from '@techally/redis';
import type { Invalidation } from './cache.js';
import { scanPatternOf } from './key-pattern.js';

/** What is asked for: a key, and what its value is made of. */
export interface Wanted {
  readonly key: string;
  readonly tags: readonly string[];
}

/** A value on Redis. */
export interface RedisEntry {
  readonly value: unknown;
  /** Milliseconds since the epoch. */
  readonly freshUntil: number;
}

/** What Redis says of a key. */
export interface RedisAnswer {
  /** Null when there is none, or when something that it is made of was invalidated since it was loaded. */
  readonly entry: RedisEntry | null;
  /**
   * The marks of the key and its tags as of now. A value that is loaded after this goes by them: it is valid for as long as
   * none of them has changed, also when that happens while it is being loaded.
   */
  readonly marks: readonly string[];
}

/** Milliseconds for which a mark is kept: longer than any value. One that is gone makes its values invalid, too. */
const MARK_LIFETIME = 48 * 60 * 60_000;

/** How many keys SCAN looks at in one go. */
const SCAN_COUNT = 500;

/** Deletes a lock if it is still the caller's. */
const UNLOCK = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`;

/**
 * The values that all processes share. Each key and each tag has a mark, a random text; a value carries the marks of all that
 * it is made of, and counts for as long as they are what stands on Redis. To invalidate is to replace a mark, which needs to
 * know no value, and no order of events lets an old value in.
 */
export class RedisLevel {
  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
  ) {}

  async read(wanted: readonly Wanted[]): Promise<RedisAnswer[]> {
    const names = wanted.map(({ key, tags }) => [
      this.#mark('k', key),
      ...tags.map((tag) => this.#mark('t', tag)),
    ]);
    const [texts, marks] = await Promise.all([
      this.redis.mget(wanted.map(({ key }) => this.#entry(key))),
      this.#marks(names.flat()),
    ]);
    let next = 0;
    return names.map((own, index) => {
      const current = marks.slice(next, (next += own.length));
      return { entry: readEntry(texts[index] ?? null, current), marks: current };
    });
  }

  /** @param lifetime Milliseconds. */
  async write(
    key: string,
    { value, freshUntil }: RedisEntry,
    marks: readonly string[],
    lifetime: number,
  ): Promise<void> {
    await this.redis.set(
      this.#entry(key),
      JSON.stringify([freshUntil, marks, value]),
      'PX',
      Math.max(1, Math.ceil(lifetime)),
    );
  }

  async forget({ keys = [], tags = [], patterns = [] }: Invalidation): Promise<void> {
    const marks = [...keys.map((key) => this.#mark('k', key)), ...tags.map((tag) => this.#mark('t', tag))];
    if (marks.length > 0) {
      const transaction = this.redis.multi();
      for (const mark of marks) transaction.set(mark, randomUUID(), 'PX', MARK_LIFETIME);
      const results = await transaction.exec();
      for (const [error] of results ?? []) if (error !== null) throw error;
    }
    for (const pattern of patterns) {
      // The marks, not the values: one that is being loaded now has a mark, and is not kept either.
      await this.#replaceMarks(scanPatternOf(this.#mark('k', ''), pattern));
    }
  }

  /**
   * Takes the right to load a value, for `lifetime` milliseconds at most.
   * @returns What gives it back; null when another process has it.
   */
  async lock(key: string, lifetime: number): Promise<(() => Promise<void>) | null> {
    const name = `${this.prefix}lock:${key}`;
    const owner = randomUUID();
    if ((await this.redis.set(name, owner, 'PX', lifetime, 'NX')) === null) return null;
    return async () => {
      await this.redis.eval(UNLOCK, 1, name, owner);
    };
  }

  async #marks(names: readonly string[]): Promise<string[]> {
    const found = await this.redis.mget([...names]);
    const missing = names.filter((_, index) => found[index] === null);
    if (missing.length === 0) return found as string[];
    const pipeline = this.redis.pipeline();
    for (const name of missing) pipeline.set(name, randomUUID(), 'PX', MARK_LIFETIME, 'NX');
    pipeline.mget([...names]);
    const results = (await pipeline.exec()) ?? [];
    for (const [error] of results) if (error !== null) throw error;
    const made = results.at(-1)?.[1] as (string | null)[] | undefined;
    // One that has gone within this millisecond is like no other.
    return names.map((_, index) => made?.[index] ?? randomUUID());
  }

  async #replaceMarks(pattern: string): Promise<void> {
    let cursor = '0';
    do {
      const [next, names] = await this.redis.scan(cursor, 'MATCH', pattern, 'COUNT', SCAN_COUNT);
      cursor = next;
      const pipeline = this.redis.pipeline();
      for (const name of names) pipeline.set(name, randomUUID(), 'PX', MARK_LIFETIME);
      for (const [error] of (await pipeline.exec()) ?? []) if (error !== null) throw error;
    } while (cursor !== '0');
  }

  #entry(key: string): string {
    return `${this.prefix}entry:${key}`;
  }

  #mark(kind: 'k' | 't', name: string): string {
    return `${this.prefix}mark:${kind}:${name}`;
  }
}

function readEntry(text: string | null, current: readonly string[]): RedisEntry | null {
  if (text === null) return null;
  const [freshUntil, marks, value] = JSON.parse(text) as [number, string[], unknown];
  const isValid = marks.length === current.length && marks.every((mark, index) => mark === current[index]);
  return isValid ? { freshUntil, value } : null;
}

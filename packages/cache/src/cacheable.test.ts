import { expect, it } from 'vitest';
import { Cacheable } from './cacheable.js';
import { createCache } from './create-cache.js';

class Shelf {
  readonly cache = createCache({ redisUrl: null, name: 'shelf' });
  calls: string[] = [];

  @Cacheable({
    ttl: 60,
    key: (owner: string, page: number) => `books:${owner}:${String(page)}`,
    tags: (owner) => [owner],
  })
  async books(owner: string, page: number): Promise<string> {
    this.calls.push(`${owner} ${String(page)}`);
    return Promise.resolve(`page ${String(page)} of ${owner}`);
  }
}

it('a cacheable method is called once for the same arguments, until its tags are invalidated', async () => {
  const shelf = new Shelf();
  expect(await shelf.books('ann', 1)).toBe('page 1 of ann');
  expect(await shelf.books('ann', 1)).toBe('page 1 of ann');
  await shelf.books('ann', 2);
  await shelf.books('bob', 1);
  expect(shelf.calls).toEqual(['ann 1', 'ann 2', 'bob 1']);
  await shelf.cache.invalidate({ tags: ['ann'] });
  await Promise.all([shelf.books('ann', 1), shelf.books('bob', 1)]);
  expect(shelf.calls).toEqual(['ann 1', 'ann 2', 'bob 1', 'ann 1']);
});

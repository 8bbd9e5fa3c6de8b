import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRandom } from '../harness/random.js';
import type { CachedShop } from './cached-shop.js';
import { startCachedShop } from './cached-shop.js';

const REQUESTS = 10_000;
const USERS = ['ann', 'ben', 'cem', 'annben', 'an', 'User'];

let shop: CachedShop;
beforeAll(async () => {
  shop = await startCachedShop({
    headers: { forward: ['x-tenant', 'accept-language'] },
    limits: { maxAliases: 1_000 },
    demandControl: { mode: 'off' },
  });
});
afterAll(() => shop.router.close());

/** Users who try by all that a request has to get what another one was given. */
it(
  `shows nobody what is another's, in ${REQUESTS.toLocaleString('en')} requests`,
  { timeout: 120_000 },
  async () => {
    const random = createRandom('poisoning');
    const PIECES = [
      'me { id name }',
      'mine: me { id n: name }',
      'secret',
      's: secret',
      'product(id: $id) { id mine name }',
      'p: product(id: $id) { mine }',
      'products(first: 2) { id mine available }',
      '... on Query { me { name favourite { mine } } }',
      '__typename',
    ];
    const VARIABLES = [
      {},
      { id: '1' },
      { id: '2' },
      { id: '1', user: 'ann' },
      { id: '"ann"' },
      { id: 'ann' },
    ];
    const HEADERS = [
      ['x-tenant', 'ann'],
      ['x-tenant', '{"user":"ann"}'],
      ['accept-language', 'de'],
      ['x-forwarded-for', '10.0.0.1'],
      ['x-techally-identity', 'ann'],
      ['x-user-id', 'ann'],
      ['cache-control', 'no-cache'],
      ['vary', 'x-api-key'],
      ['x-request-id', 'same'],
      ['cookie', 'session=ann'],
    ] as const;

    let shown = 0;
    const ask = async (): Promise<void> => {
      const user = random.below(8) === 0 ? null : random.pick(USERS);
      const headers = Object.fromEntries([
        ...Array.from({ length: random.below(3) }, () => random.pick(HEADERS)),
        ...(user === null ? [] : [['x-api-key', user] as const]),
      ]);
      const pieces = Array.from({ length: 1 + random.below(3) }, () => random.pick(PIECES));
      const name = random.pick(['', 'Q', 'Other']);
      const query = `query ${name}($id: ID! = "1") { ${[...new Set(pieces)].join(' ')} }`;
      const text = JSON.stringify(await shop.query(query, headers, random.pick(VARIABLES)));
      for (const found of text.matchAll(/(?:User |secret of |\d for )(\w+)/g)) {
        shown += 1;
        expect(found[1], `${query} for ${String(user)}`).toBe(user ?? 'nobody');
      }
    };
    for (let sent = 0; sent < REQUESTS; sent += 20) await Promise.all(Array.from({ length: 20 }, ask));
    expect(shown).toBeGreaterThan(REQUESTS / 2);
    // It was the cache that answered.
    expect(shop.asked().length).toBeLessThan(REQUESTS / 4);
  },
);

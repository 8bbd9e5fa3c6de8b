import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CachedShop } from './cached-shop.js';
import { startCachedShop } from './cached-shop.js';

let shop: CachedShop;
beforeEach(async () => {
  shop = await startCachedShop();
});
afterEach(() => shop.router.close());

const ANN = { 'x-api-key': 'ann' };
const BEN = { 'x-api-key': 'ben' };

describe('a root field', () => {
  it('is asked for once, whoever asks', async () => {
    const first = await shop.query('{ product(id: 1) { name } }');
    expect(first).toEqual({ data: { product: { name: 'Product 1' } } });
    expect(shop.asked()).toHaveLength(1);
    expect(await shop.query('query Other { product(id: 1) { name } }', ANN)).toEqual(first);
    expect(shop.asked()).toEqual([]);
  });

  it('is asked for again with other arguments, aliases inside, or another selection', async () => {
    await shop.query('{ product(id: 1) { name } }');
    shop.asked();
    for (const query of [
      '{ product(id: 2) { name } }',
      '{ product(id: 1) { id name } }',
      '{ product(id: 1) { other: name } }',
      '{ product(id: 1) { name(upper: true) } }',
    ]) {
      await shop.query(query);
      expect(shop.asked(), query).toHaveLength(1);
    }
    expect(await shop.query('{ product(id: 1) { name(upper: true) } }')).toEqual({
      data: { product: { name: 'PRODUCT 1' } },
    });
  });

  it('depends on the values of its variables and on no others', async () => {
    const query =
      'query ($id: ID!, $up: Boolean, $n: Int) { product(id: $id) { name(upper: $up) } products(first: $n) { id } }';
    await shop.query(query, {}, { id: '1', up: true, n: 1 });
    expect(shop.asked()).toHaveLength(1);
    await shop.query(query, {}, { id: '1', up: true, n: 2 });
    expect(shop.asked()).toEqual([expect.stringContaining('products(first: $n)')]);
    const answer = await shop.query(query, {}, { id: '1', n: 2 });
    expect(answer.data.product).toEqual({ name: 'Product 1' });
    expect(shop.asked()).toEqual([expect.not.stringContaining('products')]);
  });

  it('that may not be kept is asked for each time, and those beside it are not', async () => {
    for (let round = 0; round < 2; round += 1) {
      expect(await shop.query('{ now product(id: 1) { name } }')).toEqual({
        data: { now: 1, product: { name: 'Product 1' } },
      });
    }
    expect(shop.asked()).toEqual([expect.stringContaining('product'), expect.not.stringContaining('name')]);
  });

  it('that is null is not kept: it may be there soon', async () => {
    expect(await shop.query('{ product(id: 9) { name } }')).toEqual({ data: { product: null } });
    shop.names.set('9', 'New');
    expect(await shop.query('{ product(id: 9) { name } }')).toEqual({ data: { product: { name: 'New' } } });
  });

  it('with an error in it is not kept, those beside it are', async () => {
    for (let round = 0; round < 2; round += 1) {
      const { data, errors } = await shop.query('{ broken { id fails } products { id } }');
      expect(data).toEqual({
        broken: { id: '1', fails: null },
        products: [{ id: '1' }, { id: '2' }, { id: '3' }],
      });
      expect(errors).toEqual([expect.objectContaining({ path: ['broken', 'fails'] })]);
    }
    expect(shop.asked()).toEqual([
      expect.stringMatching(/broken.*products/),
      expect.not.stringContaining('products'),
    ]);
  });

  it('is asked for again when its time is over', async () => {
    shop.reply.cacheControl = 'max-age=1';
    await shop.query('{ products { id } }');
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    await shop.query('{ products { id } }');
    expect(shop.asked()).toHaveLength(2);
  });
});

describe('an entity', () => {
  const STOCK = '{ products(first: 3) { id available } }';

  it('is asked for when it is missing, and those that are there are not', async () => {
    await shop.query('{ product(id: 2) { id available } }');
    shop.asked();
    expect(await shop.query(STOCK)).toEqual({
      data: { products: [10, 20, 30].map((available, index) => ({ id: String(index + 1), available })) },
    });
    expect(shop.asked()).toEqual([
      expect.stringContaining('products'),
      expect.stringMatching(/^stock.* 1,3$/),
    ]);
    await shop.query(STOCK);
    expect(shop.asked()).toEqual([]);
  });

  it('is kept by what is selected of it', async () => {
    await shop.query(STOCK);
    shop.asked();
    await shop.query('{ products(first: 3) { id uncached } }');
    await shop.query('{ products(first: 3) { id uncached } }');
    expect(shop.asked()).toEqual([
      expect.stringMatching(/^stock.* 1,2,3$/),
      expect.stringMatching(/^stock.* 1,2,3$/),
    ]);
  });
});

describe('what is private', () => {
  it('is kept for each user alone', async () => {
    const query = '{ me { id name } product(id: 1) { mine } }';
    const of = (user: string) => ({
      data: { me: { id: user, name: `User ${user}` }, product: { mine: `1 for ${user}` } },
    });
    for (const [headers, user] of [
      [ANN, 'ann'],
      [BEN, 'ben'],
      [ANN, 'ann'],
      [BEN, 'ben'],
    ] as const)
      expect(await shop.query(query, headers)).toEqual(of(user));
    expect(shop.asked().filter((asked) => asked.startsWith('user'))).toHaveLength(4);
    shop.asked();
    await shop.query(query, ANN);
    expect(shop.asked()).toEqual([]);
  });

  it('is kept for nobody who is not known', async () => {
    await shop.query('{ me { id } }');
    await shop.query('{ me { id } }');
    expect(shop.asked()).toHaveLength(2);
  });

  it('is whatever not everybody may have', async () => {
    expect(await shop.query('{ secret }', ANN)).toEqual({ data: { secret: 'secret of ann' } });
    expect(await shop.query('{ secret }', BEN)).toEqual({ data: { secret: 'secret of ben' } });
    expect((await shop.query('{ secret }')).errors[0].extensions.code).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
  });

  it('is what the subgraph says is private', async () => {
    shop.reply.cacheControl = 'private, max-age=60';
    await shop.query('{ products { id } }', ANN);
    await shop.query('{ products { id } }', BEN);
    expect(shop.asked()).toHaveLength(2);
  });
});

describe('a subgraph', () => {
  it.each(['no-store', 'no-cache', 'max-age=0', 'max-age=nonsense', 'public, s-maxage=0, max-age=60'])(
    'that says %s is asked each time',
    async (cacheControl) => {
      shop.reply.cacheControl = cacheControl;
      await shop.query('{ products { id } }');
      await shop.query('{ products { id } }');
      expect(shop.asked()).toHaveLength(2);
    },
  );

  it('cannot have kept for longer what the graph says', async () => {
    shop.reply.cacheControl = 'max-age=99999';
    await shop.query('{ now }');
    await shop.query('{ now }');
    expect(shop.asked()).toHaveLength(2);
  });
});

describe('an eviction', () => {
  const READ = '{ product(id: 1) { id name } products { id name } }';

  it.each([
    ['by tag', { tags: ['product-1'] }],
    ['by entity', { entities: [{ type: 'Product', key: { id: '1' } }] }],
    ['by type', { types: ['Product'] }],
    ['of everything', { everything: true }],
  ])('%s makes all be asked for again that has it', async (_how, eviction) => {
    await shop.query(READ);
    shop.names.set('1', 'Renamed');
    expect((await shop.query(READ)).data.product.name).toBe('Product 1');
    shop.asked();
    expect(shop.router.evict(eviction)).toBe(2);
    expect((await shop.query(READ)).data).toMatchObject({
      product: { name: 'Renamed' },
      products: [{ name: 'Renamed' }, {}, {}],
    });
    expect(shop.asked()).toHaveLength(1);
  });

  it.each([
    ['by another tag', { tags: ['product-4', 'stock-1'] }],
    ['of another entity', { entities: [{ type: 'Product', key: { id: '4' } }] }],
    ['of another type', { types: ['User'] }],
  ])('%s leaves it', async (_how, eviction) => {
    await shop.query(READ);
    expect(shop.router.evict(eviction)).toBe(0);
    shop.asked();
    await shop.query(READ);
    expect(shop.asked()).toEqual([]);
  });

  it('of one entity leaves the others', async () => {
    await shop.query('{ products(first: 3) { id available } }');
    shop.asked();
    shop.stock.set('2', 5);
    expect(shop.router.evict({ tags: ['stock-2'] })).toBe(1);
    expect((await shop.query('{ products(first: 3) { id available } }')).data.products[1].available).toBe(5);
    expect(shop.asked()).toEqual([expect.stringMatching(/^stock.* 2$/)]);
  });

  it('counts for objects of which nobody asked the key', async () => {
    const read = '{ products { name } }';
    for (const eviction of [{ tags: ['product-1'] }, { entities: [{ type: 'Product', key: { id: '1' } }] }]) {
      await shop.query(read);
      expect(shop.router.evict(eviction)).toBe(1);
    }
  });

  it('counts for what is on its way', async () => {
    shop.reply.delay = 50;
    const before = shop.query('{ product(id: 1) { name } }');
    await new Promise((resolve) => setTimeout(resolve, 20));
    shop.router.evict({ tags: ['product-1'] });
    shop.names.set('1', 'Renamed');
    const after = shop.query('query After { product(id: 1) { name } }');
    await before;
    expect((await after).data.product.name).toBe('Renamed');
    expect((await shop.query('query Later { product(id: 1) { name } }')).data.product.name).toBe('Renamed');
    expect(shop.asked()).toHaveLength(2);
  });
});

describe('a mutation', () => {
  it('is seen by whoever sent it, at once', async () => {
    const read = '{ product(id: 1) { name } }';
    for (const headers of [ANN, BEN]) await shop.query(read, headers);
    await shop.query('mutation { rename(id: 1, name: "Renamed") { id } }', ANN);
    expect((await shop.query(read, ANN)).data.product.name).toBe('Renamed');
  });
});

it('many who miss the same are answered by one request', async () => {
  shop.reply.delay = 50;
  const answers = await Promise.all(
    Array.from({ length: 1_000 }, (_, index) =>
      shop.query(`query Q${index % 50} { products { id available } }`, { 'x-api-key': `user-${index}` }),
    ),
  );
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0].data.products[0]).toEqual({ id: '1', available: 10 });
  expect(shop.asked()).toHaveLength(2);
});

import { BadUserInputError, encodeCursor } from '@techally/subgraph-kit';
import { money } from '@techally/money';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchDocument } from '../domain/search-document.js';
import type {
  ProductSearch,
  SearchFilter,
  SearchHit,
  SearchOrder,
  SearchRequest,
  SearchResult,
  SearchWants,
} from '../ports/search-port.js';
import {
  BINDERS,
  EXAMPLE_CATEGORIES,
  EXAMPLE_DOCUMENTS,
  EXAMPLE_IDS,
  exampleDocument,
  exampleId,
} from './example-search-documents.js';

/** A search that no test has used yet. */
export interface ContractSearch {
  readonly search: ProductSearch;
  /** Writes documents as changes of products do; when it is done they are found. */
  load(documents: readonly SearchDocument[]): Promise<void>;
  stop(): Promise<void>;
}

const NOTHING: SearchWants = { totalCount: false, facets: false, highlights: false, suggestion: false };
const ORDERS: readonly SearchOrder[] = [
  'RELEVANCE',
  'PRICE_ASCENDING',
  'PRICE_DESCENDING',
  'NEWEST',
  'RATING',
  'POPULARITY',
];
const KEYS = new Map(Object.entries(EXAMPLE_IDS).map(([key, id]) => [id, key]));
const LIVE = EXAMPLE_DOCUMENTS.filter(({ archived }) => !archived);
const [furniture, chairs] = EXAMPLE_CATEGORIES.chairs;
const [, tables] = EXAMPLE_CATEGORIES.tables;
const [supplies, binders] = EXAMPLE_CATEGORIES.folders;
const [technology] = EXAMPLE_CATEGORIES.technology;

/** The suite that every implementation of the {@link ProductSearch} port passes. */
export function productSearchContract(name: string, start: () => Promise<ContractSearch>): void {
  describe(`search on ${name}`, () => {
    let side: ContractSearch;

    beforeAll(async () => {
      side = await start();
      await side.load(EXAMPLE_DOCUMENTS);
    });

    afterAll(async () => {
      await side.stop();
    });

    const ask = (query: string, asked: Partial<SearchRequest> = {}, by = side): Promise<SearchResult> =>
      by.search.search({
        query,
        filter: {},
        order: 'RELEVANCE',
        page: { limit: 50, direction: 'forward', cursor: null },
        wants: NOTHING,
        ...asked,
      });
    /** The names that tests have for the hits, best first. */
    const find = async (query: string, filter: SearchFilter = {}, by = side): Promise<readonly string[]> =>
      (await ask(query, { filter }, by)).hits.map(({ productId }) => KEYS.get(productId) ?? productId);
    const asSet = (keys: readonly string[]) => [...keys].sort();
    const count = async (query: string, filter: SearchFilter = {}) =>
      (await ask(query, { filter, wants: { ...NOTHING, totalCount: true } })).totalCount;

    describe('words', () => {
      it('are found where they are typed right, in any letters and order', async () => {
        expect(await find('hon office chair')).toEqual(['officeChair']);
        expect(await find('CHAIR, office: (hon)')).toEqual(['officeChair']);
      });

      it.each([
        ['ofice chiar', 'officeChair'],
        ['swinglnie', 'stapler'],
        ['swinglin stappler', 'stapler'],
        ['telefhone', 'phone'],
      ])('are found with typing errors: %s', async (query, expected) => {
        expect((await find(query))[0]).toBe(expected);
      });

      it('of two letters forgive no error', async () => {
        expect(await find('zq')).toEqual([]);
        expect(await find('hn')).toEqual([]);
      });

      it('typed right go before words that are only like them', async () => {
        expect(await find('black marker')).toEqual(['blackMarker', 'blockMarker']);
        expect(await find('block marker')).toEqual(['blockMarker', 'blackMarker']);
      });

      it('are found by their beginnings', async () => {
        expect(asSet(await find('stapl'))).toEqual(['stapler', 'staples']);
        expect(await find('swingline st')).toEqual(['stapler']);
        expect((await find('cordless tele'))[0]).toBe('phone');
      });

      it('are found in plural and singular', async () => {
        expect(await find('staplers')).toContain('stapler');
        expect(await find('steel shelf')).toHaveLength(2);
        expect(await find('lamps')).toHaveLength(2);
        expect(await find('markers black')).toContain('blackMarker');
      });

      it('are found with accents and without', async () => {
        for (const query of ['cafe', 'café', 'CAFÉ', 'cafe\u0301'])
          expect(await find(query)).toEqual(['cafeTable']);
      });

      it('are found with apostrophes and without', async () => {
        for (const query of ["children's stool", 'children’s stool', 'childrens stool'])
          expect(await find(query)).toEqual(['childrensStool']);
      });

      it('are found in names of categories above the product', async () => {
        expect(asSet(await find('furniture'))).toEqual([
          'cafeTable',
          'cornerDesk',
          'meshChair',
          'officeChair',
        ]);
        expect(await count('supplies')).toBe(BINDERS + 2);
      });

      it('are found in specifications', async () => {
        expect(await find('leather')).toEqual(['officeChair']);
      });

      it('that stand together go before the same words apart', async () => {
        expect(await find('desk lamp')).toEqual(['deskLamp', 'lampForDesk']);
      });

      it('in a name go before words in a description', async () => {
        expect(await find('office chair')).toEqual(['officeChair', 'meshChair', 'cornerDesk']);
      });

      it('found equally well are ordered by what sells', async () => {
        expect(await find('steel shelf')).toEqual(['greyShelf', 'whiteShelf']);
      });

      it('of an article number find its product first', async () => {
        expect((await find('PH-X2000-B'))[0]).toBe('phone');
        expect((await find('ph-x2000-b'))[0]).toBe('phone');
      });

      it('that no product has together find the products with most of them', async () => {
        expect((await find('hon office chair wombat'))[0]).toBe('officeChair');
        expect(await count('hon office chair wombat', { categoryIds: [technology.id] })).toBe(0);
      });

      it('that nothing is like find nothing', async () => {
        expect(await ask('wombat', { wants: { ...NOTHING, totalCount: true, facets: true } })).toEqual({
          hits: [],
          totalCount: 0,
          facets: [],
          suggestion: null,
        });
      });

      it('of archived products find nothing', async () => {
        expect(await find('withdrawn')).toEqual([]);
        expect(await find('office chair')).not.toContain('archivedChair');
      });
    });

    describe('a query', () => {
      it.each(['', '   ', '?!', '"" -- *'])(
        'without words (%j) finds everything that is not archived',
        async (query) => {
          expect(await count(query)).toBe(LIVE.length);
          expect((await find(query))[0]).toBe('greyShelf');
        },
      );

      it.each([
        '-telephone',
        '+telephone',
        '"telephone"',
        'telephone*',
        'name:telephone~',
        '<b>telephone',
        'telephone\\',
      ])('has no operators: %s', async (query) => {
        expect((await find(query))[0]).toBe('phone');
      });

      it.each([
        '*:* OR "',
        'chair~2 AND NOT (',
        '((((((',
        '\\',
        '\\"\\u0000',
        'a\u0000b',
        '\ud800 chair',
        "'; DROP TABLE products; --",
        '%_%',
        'chair & ! | <-> :*',
        '/.*/',
        '[* TO *]',
        '{"match_all":{}}',
        'x'.repeat(200),
        '🪑'.repeat(100),
        'x '.repeat(100),
        'ch '.repeat(66),
        Array.from({ length: 60 }, (_, index) => `w${index}`).join(' '),
        '٣٤٥ 椅子 стул',
      ])('cannot do harm: %s', async (query) => {
        const wants = { totalCount: true, facets: true, highlights: true, suggestion: true };
        const result = await ask(query, { wants });
        expect(result.totalCount).toBeGreaterThanOrEqual(result.hits.length);
        expect(await side.search.complete(query, 5)).toBeInstanceOf(Array);
      });
    });

    describe('a filter', () => {
      const every = async (filter: SearchFilter, holds: (document: SearchDocument) => boolean) => {
        const expected = LIVE.filter(holds).map(({ id }) => KEYS.get(id) ?? id);
        expect(asSet(await find('', filter))).toEqual(asSet(expected));
        expect(await count('', filter)).toBe(expected.length);
        expect(expected).not.toEqual([]);
      };
      const isIn = (id: string) => (document: SearchDocument) =>
        document.categories.some((category) => category.id === id);
      const specification = ({ specifications }: SearchDocument, wanted: string) =>
        specifications.find((each) => each.name === wanted)?.value;

      it('by categories takes what is below them, too', async () => {
        await every({ categoryIds: [furniture.id] }, isIn(furniture.id));
        await every({ categoryIds: [chairs.id] }, isIn(chairs.id));
        await every(
          { categoryIds: [chairs.id, supplies.id] },
          (document) => isIn(chairs.id)(document) || isIn(supplies.id)(document),
        );
        expect(await find('', { categoryIds: [exampleId(999)] })).toEqual([]);
        expect(await find('', { categoryIds: [] })).toEqual([]);
      });

      it('by price includes its bounds', async () => {
        await every({ minPriceCents: 100_00 }, ({ price }) => price.cents >= 100_00);
        await every({ maxPriceCents: 100_00 }, ({ price }) => price.cents <= 100_00);
        await every(
          { minPriceCents: 80_00, maxPriceCents: 99_99 },
          ({ price: { cents } }) => cents >= 80_00 && cents <= 99_99,
        );
        expect(await find('', { minPriceCents: 2, maxPriceCents: 1 })).toEqual([]);
      });

      it('by rating takes the least one, and leaves out what has none', async () => {
        await every({ minRating: 4 }, ({ rating }) => rating !== null && rating >= 4);
        await every({ minRating: 1 }, ({ rating }) => rating !== null);
      });

      it('by stock takes what there is, or what there is not', async () => {
        await every({ inStock: true }, ({ inStock }) => inStock);
        await every({ inStock: false }, ({ inStock }) => !inStock);
      });

      it('by specifications takes any of the values, of each of the names', async () => {
        await every({ specifications: [{ name: 'colour', values: ['black', 'red'] }] }, (document) =>
          ['black', 'red'].includes(specification(document, 'colour') ?? ''),
        );
        await every(
          {
            specifications: [
              { name: 'colour', values: ['black', 'red'] },
              { name: 'material', values: ['mesh', 'wood'] },
            ],
          },
          (document) =>
            ['black', 'red'].includes(specification(document, 'colour') ?? '') &&
            ['mesh', 'wood'].includes(specification(document, 'material') ?? ''),
        );
        // The value is there, under another name.
        expect(await find('', { specifications: [{ name: 'material', values: ['black'] }] })).toEqual([]);
        expect(await find('', { specifications: [{ name: 'colour', values: [] }] })).toEqual([]);
        expect(await find('', { specifications: [{ name: 'seats up to', values: ['2'] }] })).toEqual([
          'cafeTable',
        ]);
      });

      it('narrows what words find, and all of it must hold', async () => {
        expect(await find('chair', { maxPriceCents: 90_00 })).toEqual(['meshChair']);
        const all: SearchFilter = {
          categoryIds: [furniture.id],
          minPriceCents: 50_00,
          maxPriceCents: 100_00,
          minRating: 3,
          inStock: true,
          specifications: [{ name: 'colour', values: ['black'] }],
        };
        expect(await find('', all)).toEqual(['officeChair']);
        expect(await find('office', { ...all, minRating: 5 })).toEqual([]);
      });
    });

    describe('facets', () => {
      const facets = async (query: string, filter: SearchFilter = {}) => {
        const { facets: found } = await ask(query, { filter, wants: { ...NOTHING, facets: true } });
        return Object.fromEntries(
          found.map((facet) => [facet.name, facet.values.map(({ value, count: hits }) => [value, hits])]),
        );
      };

      it('count the hits with each value, the most frequent first, equal ones by value, ranges in their order', async () => {
        expect(await facets('furniture')).toEqual({
          category: [
            [furniture.id, 4],
            [chairs.id, 2],
            [tables.id, 2],
          ],
          price: [
            ['25-100', 2],
            ['100-500', 2],
          ],
          rating: [
            ['4-', 2],
            ['3-', 3],
            ['2-', 3],
            ['1-', 3],
          ],
          inStock: [
            ['false', 2],
            ['true', 2],
          ],
          'specifications.colour': [
            ['black', 2],
            ['oak', 1],
            ['red', 1],
          ],
          'specifications.material': [
            ['wood', 2],
            ['leather', 1],
            ['mesh', 1],
          ],
          'specifications.seats up to': [['2', 1]],
        });
        expect((await facets('')).price).toEqual([
          ['0-25', BINDERS + 2],
          ['25-100', 3],
          ['100-500', 2],
          ['500-', LIVE.length - BINDERS - 7],
        ]);
      });

      it('call categories by their names, everything else by its value', async () => {
        const { facets: found } = await ask('', { wants: { ...NOTHING, facets: true } });
        const labels = (facet: string) =>
          found.find((each) => each.name === facet)?.values.map(({ label }) => label);
        expect(labels('category')).toEqual([
          'Supplies',
          'Ring Binders',
          'Technology',
          'Furniture',
          'Chairs',
          'Tables',
          'Fasteners',
        ]);
        expect(labels('specifications.colour')).toEqual(['black', 'oak', 'red']);
      });

      it('go by all filters but their own', async () => {
        const filtered = await facets('', {
          categoryIds: [furniture.id],
          maxPriceCents: 100_00,
          specifications: [{ name: 'colour', values: ['black'] }],
        });
        // Black and up to 100, in any category.
        expect(filtered.category).toEqual([
          [furniture.id, 2],
          [chairs.id, 1],
          [tables.id, 1],
        ]);
        // Black furniture at any price.
        expect(filtered.price).toEqual([
          ['25-100', 1],
          ['100-500', 1],
        ]);
        // Furniture of any colour up to 100.
        expect(filtered['specifications.colour']).toEqual([
          ['black', 2],
          ['red', 1],
        ]);
        // Black furniture up to 100.
        expect(filtered['specifications.material']).toEqual([
          ['leather', 1],
          ['wood', 1],
        ]);
        expect((await facets('', { inStock: true, categoryIds: [furniture.id] })).inStock).toEqual([
          ['false', 2],
          ['true', 2],
        ]);
        expect((await facets('', { minRating: 4, categoryIds: [furniture.id] })).rating?.[1]).toEqual([
          '3-',
          3,
        ]);
      });

      it('have values that a filter takes, with as many hits as they say', async () => {
        for (const [value, hits] of (await facets('')).category ?? [])
          expect(await count('', { categoryIds: [String(value)] })).toBe(hits);
        for (const [value, hits] of (await facets('')).rating ?? [])
          expect(await count('', { minRating: Number.parseFloat(String(value)) })).toBe(hits);
      });
    });

    describe('highlights', () => {
      const marked = async (query: string, field: string) => {
        const { hits } = await ask(query, { wants: { ...NOTHING, highlights: true } });
        const { text, ranges } = hits[0]?.highlights.find((each) => each.field === field) ?? {
          text: '',
          ranges: [],
        };
        return { text, words: ranges.map((range) => text.slice(range.start, range.end)) };
      };

      it.each([
        ['office chair', 'Hon Office Chair', ['Office', 'Chair']],
        ['hon ofice', 'Hon Office Chair', ['Hon', 'Office']],
        ['mesh chairs', '🪑 Mesh Chair', ['Mesh', 'Chair']],
        ['swingl', 'Swingline Stapler', ['Swingline']],
        ['cafe', 'Café Table', ['Café']],
        ['childrens', "Children's Stool", ["Children's"]],
      ])('of %s mark whole words of the name', async (query, text, words) => {
        expect(await marked(query, 'name')).toEqual({ text, words });
      });

      it('mark names of categories, and descriptions', async () => {
        expect((await marked('furniture hon', 'category')).words).toEqual(['Furniture']);
        expect(await marked('mesh office', 'description')).toEqual({
          text: 'For the home office.',
          words: ['office'],
        });
      });

      it('of a long description show the part around what was found', async () => {
        const { text, words } = await marked('bush chair', 'description');
        expect(words).toEqual(['chair']);
        expect(text.length).toBeLessThan(400);
        expect(text).toContain('with a chair of the office');
      });

      it('are only there when they are wanted, and when there are words', async () => {
        expect((await ask('mesh')).hits[0]?.highlights).toEqual([]);
        const all = await ask('', { wants: { ...NOTHING, highlights: true } });
        expect(all.hits.flatMap(({ highlights }) => highlights)).toEqual([]);
      });
    });

    describe('a suggestion', () => {
      it.each([
        ['ofice chiar', 'office chair'],
        ['mesh chiar', 'mesh chair'],
        ['swinglnie', 'swingline'],
        ['office chair', null],
        ['staplers', null],
        ['swing', null],
        ['wombat', null],
        ['', null],
      ])('for %s is %s', async (query, expected) => {
        const { suggestion } = await ask(query, { wants: { ...NOTHING, suggestion: true } });
        expect(suggestion).toBe(expected);
      });

      it('is only there when it is wanted', async () => {
        expect((await ask('ofice chiar')).suggestion).toBeNull();
      });
    });

    describe('completion', () => {
      const texts = async (prefix: string, limit = 10) =>
        (await side.search.complete(prefix, limit)).map(({ text }) => text);

      it('knows products and categories by the beginnings of their words, in any order', async () => {
        expect(await side.search.complete('furn', 10)).toEqual([
          { text: 'Furniture', kind: 'CATEGORY', id: furniture.id },
        ]);
        expect(await side.search.complete('CHAIR off', 10)).toEqual([
          { text: 'Hon Office Chair', kind: 'PRODUCT', id: EXAMPLE_IDS.officeChair },
        ]);
        expect(asSet(await texts('cha'))).toEqual(['Chairs', 'Hon Office Chair', '🪑 Mesh Chair']);
        expect(await texts('café')).toEqual(['Café Table']);
      });

      it('names what sells best first, and no more than are asked for', async () => {
        expect(await texts('steel s')).toEqual(['Steel Shelf Grey', 'Steel Shelf White']);
        expect(await texts('steel', 1)).toEqual(['Steel Shelf Grey']);
        expect(await texts('bind', 5)).toHaveLength(5);
      });

      it('knows nothing of archived products, nor of no words', async () => {
        expect(await texts('withdr')).toEqual([]);
        expect(await texts('')).toEqual([]);
        expect(await texts(' ?')).toEqual([]);
        expect(await texts('wombat')).toEqual([]);
      });
    });

    describe('a page', () => {
      const cursorOf = (order: SearchOrder, { sortValue, productId }: SearchHit) =>
        encodeCursor(order, [sortValue, productId]);
      /** All hits, page by page; every page but the last says that there is more. */
      const pages = async (query: string, order: SearchOrder, direction: 'forward' | 'backward') => {
        const limit = 5;
        const all: SearchHit[] = [];
        for (let cursor: string | null = null; ;) {
          const { hits }: SearchResult = await ask(query, { order, page: { limit, direction, cursor } });
          all.push(...hits.slice(0, limit));
          const last = all.at(-1);
          if (hits.length <= limit || last === undefined) return all;
          expect(hits).toHaveLength(limit + 1);
          cursor = cursorOf(order, last);
        }
      };

      it.each(ORDERS)(
        'follows another without gap or repetition, both ways, in the order %s',
        async (order) => {
          for (const query of ['binder', '']) {
            const { hits } = await ask(query, { order });
            expect(hits).toHaveLength(query === '' ? LIVE.length : BINDERS);
            expect(await pages(query, order, 'forward')).toEqual(hits);
            expect(await pages(query, order, 'backward')).toEqual([...hits].reverse());
          }
        },
      );

      it.each<[SearchOrder, (document: SearchDocument) => number, (document: SearchDocument) => string]>([
        ['PRICE_ASCENDING', ({ price }) => price.cents, ({ price }) => (price.cents / 100).toFixed(2)],
        ['PRICE_DESCENDING', ({ price }) => -price.cents, ({ price }) => (price.cents / 100).toFixed(2)],
        ['NEWEST', ({ createdAt }) => -createdAt.getTime(), ({ createdAt }) => createdAt.toISOString()],
        ['RATING', ({ rating }) => -(rating ?? 0), ({ rating }) => String(rating ?? 0)],
        ['POPULARITY', ({ sold }) => -sold, ({ sold }) => String(sold)],
      ])(
        'in the order %s goes by its value, as every side writes it, then by id',
        async (order, rank, text) => {
          const upward = order === 'PRICE_ASCENDING' ? 1 : -1;
          const expected = [...LIVE].sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -upward : upward));
          const { hits } = await ask('', { order });
          expect(hits.map(({ productId, sortValue }) => [productId, sortValue])).toEqual(
            expected.map((document) => [document.id, text(document)]),
          );
        },
      );

      it('of hits that are equally good goes by id, the last first', async () => {
        const ids = (await ask('binder')).hits.map(({ productId }) => productId);
        expect(ids).toEqual([...ids].sort().reverse());
      });

      it('has no more than one hit beyond its limit', async () => {
        const page = { limit: 3, direction: 'forward', cursor: null } as const;
        expect((await ask('binder', { page })).hits).toHaveLength(4);
        expect((await ask('cafe', { page })).hits).toHaveLength(1);
      });

      it('counts everything, wherever it is', async () => {
        const [, second] = (await ask('binder')).hits;
        const page = {
          limit: 3,
          direction: 'forward',
          cursor: cursorOf('RELEVANCE', second as SearchHit),
        } as const;
        const result = await ask('binder', { page, wants: { ...NOTHING, totalCount: true, facets: true } });
        expect(result.totalCount).toBe(BINDERS);
        expect(result.facets.find((facet) => facet.name === 'category')?.values).toEqual([
          { value: supplies.id, label: 'Supplies', count: BINDERS },
          { value: binders.id, label: 'Ring Binders', count: BINDERS },
        ]);
        expect((await ask('binder')).totalCount).toBeNull();
      });

      it('refuses cursors of other orders, and what is none', async () => {
        const cursors = new Map<SearchOrder, string>();
        for (const order of ORDERS) {
          const [hit] = (await ask('chair', { order })).hits;
          cursors.set(order, cursorOf(order, hit as SearchHit));
        }
        for (const order of ORDERS) {
          const others = [...cursors].filter(([name]) => name !== order).map(([, cursor]) => cursor);
          const forged = [
            encodeCursor(order, ['nonsense', exampleId(1)]),
            encodeCursor(order, ['1e999', exampleId(1)]),
            'x',
            '',
          ];
          for (const cursor of [...others, ...forged]) {
            const page = { limit: 5, direction: 'forward', cursor } as const;
            await expect(ask('chair', { order, page })).rejects.toThrow(BadUserInputError);
          }
        }
      });
    });

    describe('a document', () => {
      let changing: ContractSearch;
      const id = exampleId(1);

      beforeAll(async () => {
        changing = await start();
      });

      afterAll(async () => {
        await changing.stop();
      });

      it('is not there before it is written', async () => {
        expect(await find('', {}, changing)).toEqual([]);
        expect(await changing.search.complete('thing', 5)).toEqual([]);
      });

      it('is replaced by a later version, not by an earlier one', async () => {
        const early = exampleDocument({ id, name: 'Walnut Bowl', price: money(5_00) });
        const late = exampleDocument({ id, name: 'Cherry Bowl', price: money(6_00) });
        await changing.load([early]);
        expect(await find('walnut', {}, changing)).toHaveLength(1);
        await changing.load([late]);
        expect(await find('walnut', {}, changing)).toEqual([]);
        expect(await find('cherry', { minPriceCents: 6_00 }, changing)).toHaveLength(1);
        await changing.load([early]);
        expect(await find('walnut', {}, changing)).toEqual([]);
        expect(await find('cherry', {}, changing)).toHaveLength(1);
      });

      it('is gone when it is archived, whatever comes late, and back when it is no longer', async () => {
        const before = exampleDocument({ id, name: 'Cherry Bowl' });
        await changing.load([exampleDocument({ id, name: 'Cherry Bowl', archived: true })]);
        await changing.load([before]);
        expect(await find('cherry', {}, changing)).toEqual([]);
        expect(await changing.search.complete('cherry', 5)).toEqual([]);
        await changing.load([exampleDocument({ id, name: 'Cherry Bowl' })]);
        expect(await find('cherry', {}, changing)).toHaveLength(1);
      });
    });
  });
}

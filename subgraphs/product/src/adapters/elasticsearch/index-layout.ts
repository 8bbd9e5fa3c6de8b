import type { estypes } from '@elastic/elasticsearch';

/**
 * The number of the layout below, part of the alias's name: whoever changes the layout raises it. A new release then finds
 * no index of its layout, builds one (PostgreSQL answers meanwhile), and deletes those of other layouts.
 */
export const LAYOUT = 1;

/**
 * Words are taken apart by us (see `searchWords`), so that nothing depends on analyzers that a server may not have, and both
 * sides of search compare the same: each text field holds words with blanks in between.
 */
const WORDS = { type: 'text', analyzer: 'whitespace', norms: false } as const;
const STEMS = { ...WORDS };
/** Longer values cannot be filtered or counted by; they can be found. */
const KEYWORD = { type: 'keyword', ignore_above: 512 } as const;

/** What search by words looks through; each has its words in `<field>.words` and their stems in `<field>.stems`. */
export const TEXT_FIELDS = ['name', 'category', 'specification', 'description', 'sku'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

const textField = { properties: { words: WORDS, stems: STEMS } } as const;

export const MAPPINGS: estypes.MappingTypeMapping = {
  // What a later release adds does no harm to an index that an earlier one has built.
  dynamic: false,
  _source: { includes: ['shown.*'] },
  properties: {
    archived: { type: 'boolean' },
    ...Object.fromEntries(TEXT_FIELDS.map((field) => [field, textField])),
    /** The words of all fields together, for what has to find a word wherever it is. */
    words: WORDS,
    /** The words of the article number, one after the other. */
    skuWords: KEYWORD,
    categoryIds: { type: 'keyword' },
    /** See `categoryKey`. */
    categoryKeys: KEYWORD,
    priceCents: { type: 'long' },
    rating: { type: 'double' },
    inStock: { type: 'boolean' },
    sold: { type: 'long' },
    createdAt: { type: 'date' },
    id: { type: 'keyword' },
    specifications: { type: 'nested', properties: { name: KEYWORD, value: KEYWORD } },
    /** The texts that people read; nothing looks through them. */
    shown: { type: 'object', enabled: false },
  },
};

export const SETTINGS: estypes.IndicesIndexSettings = {
  number_of_shards: 1,
  // A copy where there is a second node.
  auto_expand_replicas: '0-1',
  // A change is found after a second; an index that nobody searches keeps to that, too.
  refresh_interval: '1s',
};

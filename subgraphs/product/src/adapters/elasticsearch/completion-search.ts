import type { estypes } from '@elastic/elasticsearch';
import type { SearchWord } from '../../domain/search-words.js';
import { searchWords } from '../../domain/search-words.js';
import type { SearchCompletion } from '../../ports/search-port.js';
import type { ShownTexts } from './index-source.js';
import { categoryOfKey } from './index-source.js';

/** Categories that are looked at; each has one of the words. */
const MOST_CATEGORIES = 50;

/** Asks for names of products and categories that have words beginning with these. At least one word is needed. */
export function completionRequest(
  words: readonly SearchWord[],
  limit: number,
): Partial<estypes.SearchRequest> {
  const [longest = ''] = words.map(({ word }) => word).sort((a, b) => b.length - a.length);
  const begin = (field: string) => words.map(({ word }) => ({ prefix: { [field]: word } }));
  return {
    size: limit,
    query: { term: { archived: false } },
    post_filter: { bool: { filter: begin('name.words') } },
    sort: [{ sold: { order: 'desc' } }, { id: { order: 'desc' } }],
    _source: ['shown.name'],
    aggs: {
      categories: {
        filter: { bool: { filter: begin('category.words') } },
        // Words have nothing in them that means anything in an expression.
        aggs: {
          keys: { terms: { field: 'categoryKeys', include: `.* ${longest}.*`, size: MOST_CATEGORIES } },
        },
      },
    },
  };
}

interface CompletionAnswer {
  readonly aggregations?: unknown;
  readonly hits: { readonly hits: readonly { readonly _id?: string; readonly _source?: unknown }[] };
}

interface CategoryCounts {
  readonly categories: { readonly keys: { readonly buckets: readonly { readonly key: string }[] } };
}

/** The categories with most products first, for up to half of the places, then the products that sell best. */
export function completionsOf(
  words: readonly SearchWord[],
  { limit, answer }: { readonly limit: number; readonly answer: CompletionAnswer },
): readonly SearchCompletion[] {
  const named = (answer.aggregations as CategoryCounts).categories.keys.buckets.map(({ key }) =>
    categoryOfKey(key),
  );
  const categories = [...new Map(named.map((category) => [category.id, category])).values()]
    .filter(({ name }) => hasAll(name, words))
    .map(({ id, name }): SearchCompletion => ({ text: name, kind: 'CATEGORY', id }));
  const products = answer.hits.hits.map(({ _id: id = '', _source: source }): SearchCompletion => {
    const { name } = (source as { readonly shown: Pick<ShownTexts, 'name'> }).shown;
    return { text: name, kind: 'PRODUCT', id };
  });
  const places = Math.max(Math.ceil(limit / 2), limit - products.length);
  return [...categories.slice(0, places), ...products].slice(0, limit);
}

function hasAll(name: string, words: readonly SearchWord[]): boolean {
  const own = searchWords(name);
  return words.every(({ word }) => own.some((each) => each.word.startsWith(word)));
}

import type { estypes } from '@elastic/elasticsearch';
import type { SearchWord } from '../../domain/search-words.js';
import { isLike, SHORTEST_BEGINNING } from '../../domain/word-likeness.js';

/** The parts of a search request that tell which words no product has, and what they may be meant to be. */
export function spellingRequest(words: readonly SearchWord[]): {
  readonly aggs: Record<string, estypes.AggregationsAggregationContainer>;
  readonly suggest: estypes.SearchSuggester;
} {
  return {
    aggs: {
      spelling: {
        // Whatever the query finds.
        global: {},
        aggs: { known: { filters: { filters: words.map(knownQuery) } } },
      },
    },
    suggest: {
      spelling: {
        text: words.map(({ word }) => word).join(' '),
        term: {
          field: 'words',
          size: 5,
          sort: 'score',
          suggest_mode: 'missing',
          prefix_length: 1,
          string_distance: 'damerau_levenshtein',
        },
      },
    },
  };
}

/** A word that some product has, in another form perhaps, or that is the beginning of one. */
function knownQuery({ word, stem }: SearchWord): estypes.QueryDslQueryContainer {
  const fields = ['name', 'category', 'specification', 'description', 'sku'];
  return {
    bool: {
      should: [
        { [word.length < SHORTEST_BEGINNING ? 'term' : 'prefix']: { words: word } },
        ...fields.map((field) => ({ term: { [`${field}.stems`]: stem } })),
      ],
    },
  };
}

interface SpellingAnswer {
  readonly aggregations?: unknown;
  readonly suggest?: unknown;
}

interface SpellingCounts {
  readonly spelling: { readonly known: { readonly buckets: readonly { readonly doc_count: number }[] } };
}

type SpellingOptions = Readonly<
  Record<string, readonly { readonly options: readonly { readonly text: string }[] }[]>
>;

/**
 * The query with its misspelt words put right. Null when there are none, or when one of them is like no word of a product:
 * then the others put right would not find more.
 */
export function suggestionOf(
  query: string,
  words: readonly SearchWord[],
  { aggregations, suggest }: SpellingAnswer,
): string | null {
  const known = (aggregations as SpellingCounts).spelling.known.buckets;
  const { spelling = [] } = suggest as SpellingOptions;
  const right = new Map<string, string>();
  for (const [index, { word }] of words.entries()) {
    if ((known[index]?.doc_count ?? 0) > 0) continue;
    const option = spelling[index]?.options.find(({ text }) => isLike(word, text));
    if (option === undefined) return null;
    right.set(word, option.text);
  }
  return right.size === 0 ? null : replaceWords(query, words, right);
}

function replaceWords(
  query: string,
  words: readonly SearchWord[],
  right: ReadonlyMap<string, string>,
): string {
  let text = '';
  let end = 0;
  for (const word of words) {
    text += query.slice(end, word.start) + (right.get(word.word) ?? query.slice(word.start, word.end));
    end = word.end;
  }
  return (text + query.slice(end)).trim();
}

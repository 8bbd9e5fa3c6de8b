import type { ProductSearch } from '../ports/search-port.js';

/** Milliseconds for which nobody is asked who did not answer; then one search tries. */
const RETRY_AFTER = 5_000;

/** How often each side has answered, since the start. */
export interface SearchCounts {
  readonly elasticsearch: number;
  readonly postgres: number;
  /** Of those that PostgreSQL has answered, how many Elasticsearch was to answer and did not. */
  readonly fallbacks: number;
}

export interface SearchWithFallbackOptions {
  readonly elasticsearch: ProductSearch;
  readonly postgres: ProductSearch;
  /** Whether Elasticsearch has an index that can be asked. */
  readonly isReady: () => boolean;
  /** An error that is the caller's fault, such as a cursor of another list: the other side would say the same. */
  readonly isRefusal: (error: unknown) => boolean;
  /** An error that one search has caused, and that says nothing about the next. */
  readonly isOfOneSearch: (error: unknown) => boolean;
  /** Hears of the error after which Elasticsearch is not asked any more; once, until it answers. */
  readonly onAway: (error: unknown, counts: SearchCounts) => void;
  readonly onBack: (counts: SearchCounts) => void;
  /** Hears of each search that Elasticsearch could not answer though it is there. */
  readonly onFailure: (error: unknown) => void;
  /** Milliseconds; default 5,000. */
  readonly retryAfter?: number;
}

export interface SearchWithFallback extends ProductSearch {
  counts(): SearchCounts;
}

/** Asks Elasticsearch, and PostgreSQL where it does not answer. After a failure nobody waits for it but one search now and then. */
export function createSearchWithFallback(options: SearchWithFallbackOptions): SearchWithFallback {
  const { elasticsearch, postgres, retryAfter = RETRY_AFTER } = options;
  const counts = { elasticsearch: 0, postgres: 0, fallbacks: 0 };
  let away = false;
  let retryAt = 0;

  /** While it is away, each time that the wait is over one caller is told to try, and the others wait anew. */
  function isAsked(): boolean {
    if (!options.isReady()) return false;
    if (!away) return true;
    const now = performance.now();
    if (now < retryAt) return false;
    retryAt = now + retryAfter;
    return true;
  }

  function failed(error: unknown): void {
    counts.fallbacks += 1;
    if (options.isOfOneSearch(error)) {
      options.onFailure(error);
      return;
    }
    retryAt = performance.now() + retryAfter;
    if (away) return;
    away = true;
    options.onAway(error, { ...counts });
  }

  async function ask<Answer>(question: (side: ProductSearch) => Promise<Answer>): Promise<Answer> {
    if (isAsked()) {
      try {
        const answer = await question(elasticsearch);
        counts.elasticsearch += 1;
        if (away) {
          away = false;
          options.onBack({ ...counts });
        }
        return answer;
      } catch (error) {
        if (options.isRefusal(error)) throw error;
        failed(error);
      }
    }
    counts.postgres += 1;
    return question(postgres);
  }

  return {
    search: (request) => ask((side) => side.search(request)),
    complete: (prefix, limit) => ask((side) => side.complete(prefix, limit)),
    counts: () => ({ ...counts }),
  };
}

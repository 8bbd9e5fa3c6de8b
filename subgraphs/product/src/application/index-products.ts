import type { Backoff } from '@techally/messaging';
import { exponentialBackoff, Outage } from '@techally/messaging';
import type { SearchIndexFamily } from '../domain/search-index-name.js';
import { layoutOfIndex, searchAlias } from '../domain/search-index-name.js';
import type { SearchDocument } from '../domain/search-document.js';
import type { SearchDocumentStore } from '../ports/search-document-store.js';
import type { SearchIndexRegistry } from '../ports/search-index-registry.js';
import type { SearchIndexes } from '../ports/search-indexes.js';
import { SearchIndexMissingError } from '../ports/search-indexes.js';

export interface ProductIndexerOptions {
  readonly documents: Pick<SearchDocumentStore, 'indexPending'>;
  readonly registry: Pick<SearchIndexRegistry, 'names'>;
  readonly indexes: Pick<SearchIndexes, 'live' | 'write'>;
  readonly family: SearchIndexFamily;
  /** Builds the index where there is none; see `createBuildSearchIndex`. */
  readonly build: () => Promise<unknown>;
  /** Milliseconds between two looks. Default 1,000. */
  readonly pollInterval?: number;
  /** Documents that are written at once. Default 500. */
  readonly batchSize?: number;
  /** Default: 250 ms, doubled up to 5 s. */
  readonly backoff?: Backoff;
  /** Hears of each error once in an outage. */
  readonly onError: (error: unknown) => void;
  readonly onRecovered: () => void;
}

/** Brings changes of products to the search engine, and builds its index where there is none. */
export interface ProductIndexer {
  start(): void;
  /** Looks now: something has changed. */
  wake(): void;
  /** Whether searches find an index that is of this shop and has all products, but for the latest changes. */
  isReady(): boolean;
  /** Waits for the batch in hand. */
  stop(): Promise<void>;
}

/**
 * One process at a time writes what the index lacks (`indexPending` sees to that). While the search engine is away the
 * documents stay as they are, in the database, with their latest state only; nothing piles up.
 */
export function createProductIndexer(options: ProductIndexerOptions): ProductIndexer {
  const { documents, registry, indexes, family, build, pollInterval = 1_000, batchSize = 500 } = options;
  const outage = new Outage({
    backoff: options.backoff ?? exponentialBackoff({ initial: 250, factor: 2, max: 5_000 }),
    onError: options.onError,
    onRecovered: options.onRecovered,
  });
  let ready = false;
  let wanted = false;
  let stopped = false;
  let working: Promise<void> | undefined;
  let poll: NodeJS.Timeout | undefined;
  let retry: NodeJS.Timeout | undefined;

  /** An index that the database does not know of is of another shop, or of this one's past. */
  async function isLive(): Promise<boolean> {
    const live = await indexes.live(searchAlias(family));
    return live !== null && (await registry.names()).includes(live);
  }

  /** Where to write to; null while a later release, whose indexes this one does not know how to fill, takes over. */
  async function targets(): Promise<readonly string[] | null> {
    const layouts = (await registry.names()).map((name) => ({ name, layout: layoutOfIndex(family, name) }));
    if (layouts.some(({ layout }) => layout !== null && layout > family.layout)) return null;
    return layouts.filter(({ layout }) => layout === family.layout).map(({ name }) => name);
  }

  /** The names are read after the documents: who builds an index reads after it has added its name. */
  async function write(batch: readonly SearchDocument[]): Promise<void> {
    const names = (await targets()) ?? [];
    try {
      await writeTo(names, batch);
    } catch (error) {
      const now = (await targets()) ?? [];
      // One was deleted in between, since another has taken its place.
      if (!(error instanceof SearchIndexMissingError) || now.join() === names.join()) throw error;
      await writeTo(now, batch);
    }
  }

  async function writeTo(names: readonly string[], batch: readonly SearchDocument[]): Promise<void> {
    if (names.length === 0) throw new SearchIndexMissingError('There is no index of products.');
    await indexes.write(names, batch);
  }

  /** Writes until nothing is left. */
  async function drain(): Promise<void> {
    while (!stopped) if ((await documents.indexPending(batchSize, write)) < batchSize) return;
  }

  async function work(): Promise<void> {
    try {
      while (wanted && !stopped) {
        wanted = false;
        if ((await targets()) === null) {
          ready = false;
          return;
        }
        if (!ready) {
          if (!(await isLive())) await build();
          ready = await isLive();
          // Another process is building it; the next look tells.
          if (!ready) return;
        }
        await drain();
        outage.succeeded();
      }
    } catch (error) {
      // What was away may come back without what it had.
      ready = false;
      wanted = true;
      const wait = outage.failed(error);
      if (!stopped) retry = setTimeout(again, wait);
    } finally {
      // In the same turn as the check of `wanted`, so that no wake falls between the two.
      working = undefined;
    }
  }

  function again(): void {
    retry = undefined;
    look();
  }

  function look(): void {
    wanted = true;
    if (stopped || retry !== undefined) return;
    working ??= work();
  }

  return {
    start() {
      poll ??= setInterval(look, pollInterval);
      look();
    },
    wake: look,
    isReady: () => ready,
    async stop() {
      stopped = true;
      clearInterval(poll);
      clearTimeout(retry);
      await working;
    },
  };
}

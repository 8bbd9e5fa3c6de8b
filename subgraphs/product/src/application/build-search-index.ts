import type { SearchIndexFamily } from '../domain/search-index-name.js';
import { layoutOfIndex, newSearchIndexName, searchAlias } from '../domain/search-index-name.js';
import type { SearchDocumentStore } from '../ports/search-document-store.js';
import type { SearchIndexRegistry } from '../ports/search-index-registry.js';
import type { SearchIndexes } from '../ports/search-indexes.js';

/** Documents that are read and written at once. */
const BATCH = 500;

/** Thrown when a new index lacks documents that were written to it; the old one stays. */
export class SearchIndexIncompleteError extends Error {
  readonly code = 'SEARCH_INDEX_INCOMPLETE';
}

export interface BuildSearchIndexDependencies {
  readonly documents: Pick<SearchDocumentStore, 'after'>;
  readonly registry: SearchIndexRegistry;
  readonly indexes: SearchIndexes;
  readonly family: SearchIndexFamily;
  readonly now: () => Date;
}

export interface BuiltSearchIndex {
  readonly name: string;
  readonly documents: number;
}

/**
 * Builds an index anew, and lets searches go to it. Works beside a busy shop: searches go to the old one until then, and
 * changes to both. It may be ended at any moment and done again: what was left half done is cleared away first.
 *
 * @returns Null when another process is building one.
 * @throws {SearchIndexIncompleteError} Thrown when the new index lacks documents.
 */
export function createBuildSearchIndex(
  dependencies: BuildSearchIndexDependencies,
): () => Promise<BuiltSearchIndex | null> {
  const { registry, indexes, family, now } = dependencies;
  const alias = searchAlias(family);
  return () =>
    registry.exclusively(async () => {
      const live = await indexes.live(alias);
      // Those that another build has left, and no others: an earlier release's still serves.
      await dropAll(
        dependencies,
        [...(await indexes.list(`${alias}-`))].filter((name) => name !== live),
      );

      const name = newSearchIndexName(family, now());
      await indexes.create(name);
      // Before the first document is read, so that each change is either read or written to this index, too.
      await registry.add(name);
      const documents = await fill(dependencies, name);
      await indexes.refresh(name);
      const found = await indexes.count(name);
      if (found < documents) {
        throw new SearchIndexIncompleteError(
          `The index ${name} has ${String(found)} of ${String(documents)} products; searches stay where they are.`,
        );
      }
      await indexes.makeLive(alias, name);

      const known = [...(await registry.names()), ...(live === null ? [] : [live])];
      await dropAll(
        dependencies,
        known.filter((other) => other !== name && isReplaced(family, other)),
      );
      return { name, documents };
    });
}

/** Those of this layout and of earlier ones. Of a later one, this process is what is being replaced. */
function isReplaced(family: SearchIndexFamily, name: string): boolean {
  const layout = layoutOfIndex(family, name);
  return layout !== null && layout <= family.layout;
}

async function dropAll(
  { registry, indexes }: BuildSearchIndexDependencies,
  names: readonly string[],
): Promise<void> {
  for (const name of new Set(names)) {
    // First from the list, so that nobody writes to what is gone.
    await registry.remove(name);
    await indexes.drop(name);
  }
}

async function fill({ documents, indexes }: BuildSearchIndexDependencies, name: string): Promise<number> {
  let filled = 0;
  for (let last: string | null = null; ;) {
    const batch = await documents.after(last, BATCH);
    await indexes.write([name], batch);
    filled += batch.length;
    last = batch.at(-1)?.id ?? null;
    if (last === null) return filled;
  }
}

import DataLoader from 'dataloader';
import type { PageRequest } from '../pagination/page-request.js';

/** Loads one page of children for many parents with one query; children come grouped by parent id. */
export type ChildPageBatch<Row> = (
  parentIds: readonly string[],
  page: PageRequest,
) => Promise<ReadonlyMap<string, readonly Row[]>>;

/** Loads one page of the children of one parent. */
export type ChildPageLoader<Row> = (parentId: string, page: PageRequest) => Promise<readonly Row[]>;

/**
 * Batches lists of children: `products { reviews(first: 3) }` asks once for the reviews of all products. Two lists
 * with different arguments (under aliases) are two batches, since one query cannot serve both.
 */
export function createChildPageLoader<Row>(batch: ChildPageBatch<Row>): ChildPageLoader<Row> {
  const loaders = new Map<string, DataLoader<string, readonly Row[]>>();
  return (parentId, page) => {
    const key = JSON.stringify(page);
    let loader = loaders.get(key);
    if (loader === undefined) {
      loader = new DataLoader(async (parentIds: readonly string[]) => {
        const rows = await batch(parentIds, page);
        return parentIds.map((id) => rows.get(id) ?? []);
      });
      loaders.set(key, loader);
    }
    return loader.load(parentId);
  };
}

import type { Message } from '@techally/contracts';
import type { PageRequest, SortOrder } from '@techally/subgraph-kit';
import type { Category } from '../domain/category.js';

export type NewCategory = Pick<Category, 'id' | 'name' | 'slug' | 'parentId'>;
export type CategoryChange = Partial<Pick<Category, 'name' | 'slug' | 'parentId'>>;

/** What a list of categories is narrowed to: those right below one (null: the roots); absent means all. */
export interface CategoryFilter {
  readonly parentId?: string | null;
}

/** The one order of category lists. */
export const CATEGORY_ORDER: SortOrder = {
  name: 'CATEGORIES_BY_NAME',
  keys: [
    { field: 'name', direction: 'asc', kind: 'text' },
    { field: 'id', direction: 'asc', kind: 'uuid' },
  ],
};

/** The category tree in the domain's database. Every change commits together with the messages that tell of it. */
export interface CategoryStore {
  findMany(ids: readonly string[]): Promise<readonly Category[]>;
  /** All children of the given parents, by name. */
  childrenOf(parentIds: readonly string[]): Promise<readonly Category[]>;
  /** Up to `page.limit + 1` categories by name. */
  page(filter: CategoryFilter, page: PageRequest): Promise<readonly Category[]>;
  count(filter: CategoryFilter): Promise<number>;
  /** The ids of a category and of everything below it. */
  subtreeIds(rootId: string): Promise<readonly string[]>;
  /** Null when the slug is taken. */
  insert(
    category: NewCategory,
    messages: (inserted: Category) => readonly Message[],
  ): Promise<Category | null>;
  /** `'conflict'` when the stored version is another one, `'slug-taken'` when another category has the slug. */
  update(
    id: string,
    version: number,
    change: CategoryChange,
    messages: (updated: Category, before: Category) => readonly Message[],
  ): Promise<Category | 'conflict' | 'slug-taken'>;
}

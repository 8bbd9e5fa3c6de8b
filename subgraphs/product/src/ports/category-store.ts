import type { Category } from '../domain/category.js';

export type NewCategory = Pick<Category, 'id' | 'name' | 'slug' | 'parentId'>;
export type CategoryChange = Partial<Pick<Category, 'name' | 'slug' | 'parentId'>>;

/** The category tree in the domain's database. */
export interface CategoryStore {
  findMany(ids: readonly string[]): Promise<readonly Category[]>;
  /** All children of the given parents, by name. */
  childrenOf(parentIds: readonly string[]): Promise<readonly Category[]>;
  /** The roots, by name. */
  roots(): Promise<readonly Category[]>;
  /** The ids of a category and of everything below it. */
  subtreeIds(rootId: string): Promise<readonly string[]>;
  /** Null when the slug is taken. */
  insert(category: NewCategory): Promise<Category | null>;
  /** `'conflict'` when the stored version is another one, `'slug-taken'` when another category has the slug. */
  update(id: string, version: number, change: CategoryChange): Promise<Category | 'conflict' | 'slug-taken'>;
}

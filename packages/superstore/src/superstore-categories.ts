import { groupLines } from './group-lines.js';
import { agreedField } from './agreed-field.js';
import { superstoreId } from './superstore-id.js';
import type { SuperstoreLine } from './superstore-lines.js';

/** A category of the shop: one of the table's 3 categories (a root) or of its 17 sub-categories (a leaf). */
export interface SuperstoreCategory {
  /** UUIDv5 of the path of names. */
  readonly id: string;
  readonly name: string;
  /** `null` for a root. */
  readonly parentId: string | null;
}

/** The id of a root (one name) or a sub-category (two names). */
export function superstoreCategoryId(category: string, subCategory?: string): string {
  return superstoreId('category', category, ...(subCategory === undefined ? [] : [subCategory]));
}

/**
 * The category tree: roots first, then leaves, each by name, so parents can be inserted before their children.
 * Throws {@link SuperstoreTableError} when a sub-category's name appears in two categories.
 */
export function superstoreCategories(lines: readonly SuperstoreLine[]): SuperstoreCategory[] {
  const roots = [...new Set(lines.map((line) => line.category))].sort();
  const leaves = [...groupLines(lines, (line) => line.subCategory)].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...roots.map((name) => ({ id: superstoreCategoryId(name), name, parentId: null })),
    ...leaves.map(([name, group]) => {
      const root = agreedField(group, 'category');
      return { id: superstoreCategoryId(root, name), name, parentId: superstoreCategoryId(root) };
    }),
  ];
}

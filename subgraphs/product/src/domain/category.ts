/** A node of the category tree. */
export interface Category {
  /** UUID. */
  readonly id: string;
  readonly name: string;
  /** The name as part of an address: lower case, digits and hyphens; unique. */
  readonly slug: string;
  /** Null for a root. */
  readonly parentId: string | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Makes a slug of a name: `"Office Chairs & More"` → `"office-chairs-more"`. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

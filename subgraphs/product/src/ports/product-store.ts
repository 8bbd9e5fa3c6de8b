import type { Message } from '@techally/contracts';
import type { PageRequest } from '@techally/subgraph-kit';
import type { Product } from '../domain/product.js';

/** What a list of products is narrowed to; absent means any. */
export interface ProductFilter {
  /** Products of this category and of all below it. */
  readonly categoryId?: string;
  readonly minPriceCents?: number;
  readonly maxPriceCents?: number;
  /** The least mean rating, 1 to 5. */
  readonly minRating?: number;
}

export type ProductOrder = 'NEWEST' | 'NAME' | 'PRICE_ASCENDING' | 'PRICE_DESCENDING';

export type NewProduct = Pick<
  Product,
  'id' | 'sku' | 'name' | 'description' | 'price' | 'categoryId' | 'specifications'
>;
export type ProductChange = Partial<
  Pick<Product, 'name' | 'description' | 'price' | 'categoryId' | 'specifications' | 'archivedAt'>
>;

/** Products in the domain's database. Every change commits together with the messages that announce it. */
export interface ProductStore {
  findMany(ids: readonly string[]): Promise<readonly Product[]>;
  /** Up to `page.limit + 1` products that are not archived. */
  page(filter: ProductFilter, order: ProductOrder, page: PageRequest): Promise<readonly Product[]>;
  count(filter: ProductFilter): Promise<number>;
  /** Null when the article number is taken. */
  insert(product: NewProduct, messages: (inserted: Product) => readonly Message[]): Promise<Product | null>;
  /** Null when the stored version is another one. */
  update(
    id: string,
    version: number,
    change: ProductChange,
    messages: (updated: Product, before: Product) => readonly Message[],
  ): Promise<Product | null>;
}

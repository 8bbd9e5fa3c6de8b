import { agreedField } from './agreed-field.js';
import { cataloguePrice } from './catalogue-price.js';
import { groupLines } from './group-lines.js';
import type { LineGroup } from './group-lines.js';
import { superstoreCategoryId } from './superstore-categories.js';
import { superstoreId } from './superstore-id.js';
import type { SuperstoreLine } from './superstore-lines.js';
import { SuperstoreTableError } from './superstore-table-error.js';

export interface SuperstoreProduct {
  /** UUIDv5 of `sourceId` and `name`. */
  readonly id: string;
  /** The product id as in the table; 32 of them stand for two products. */
  readonly sourceId: string;
  /** Unique: `sourceId`, with `-2` for the second name of the same id, in order of first appearance. */
  readonly sku: string;
  /** 3–255 characters, spaces cleaned. 16 names belong to several ids, so a name alone finds no product. */
  readonly name: string;
  readonly description: string;
  /** The id of the sub-category. */
  readonly categoryId: string;
  readonly category: string;
  readonly subCategory: string;
  /** Whole cents, at least 1; see `cataloguePrice`. */
  readonly priceCents: number;
  readonly specifications: { readonly sku: string; readonly category: string; readonly subCategory: string };
  /** Over all lines of the table. */
  readonly unitsSold: number;
  /** Units to put on the shelf before the replay: see {@link SPARE_STOCK}. */
  readonly initialStock: number;
}

/**
 * Units per product beyond what the table sold. The replay buys every unit of the table, so less stock would refuse
 * some of its orders, and none beyond it would leave a shop in which everything is sold out.
 */
export const SPARE_STOCK = 25;

/** The id of the product with this product id and (cleaned) name. */
export function superstoreProductId(sourceId: string, name: string): string {
  return superstoreId('product', sourceId, name);
}

/**
 * The products in order of first appearance; a product is a pair of product id and name.
 * Throws {@link SuperstoreTableError} when its lines disagree on its category or price, or the name has a wrong length.
 */
export function superstoreProducts(lines: readonly SuperstoreLine[]): SuperstoreProduct[] {
  const namesOfId = new Map<string, number>();
  const groups = groupLines(lines, (line) => `${line.productId} ${line.productName}`);
  return [...groups.values()].map((group) => {
    const { productId: sourceId } = group[0];
    const nth = (namesOfId.get(sourceId) ?? 0) + 1;
    namesOfId.set(sourceId, nth);
    return toProduct(nth === 1 ? sourceId : `${sourceId}-${String(nth)}`, group);
  });
}

function toProduct(sku: string, group: LineGroup): SuperstoreProduct {
  const { productId: sourceId, productName: name, row } = group[0];
  if (name.length < 3 || name.length > 255)
    throw new SuperstoreTableError('The name is not 3–255 long.', row);
  const category = agreedField(group, 'category');
  const subCategory = agreedField(group, 'subCategory');
  const unitsSold = group.reduce((sum, line) => sum + line.quantity, 0);
  return {
    id: superstoreProductId(sourceId, name),
    sourceId,
    sku,
    name,
    description: describe(group, unitsSold),
    categoryId: superstoreCategoryId(category, subCategory),
    category,
    subCategory,
    priceCents: cataloguePrice(group),
    specifications: { sku, category, subCategory },
    unitsSold,
    initialStock: unitsSold + SPARE_STOCK,
  };
}

/** Only what the table knows: it has no texts about products. */
function describe(group: LineGroup, unitsSold: number): string {
  const { productName, category, subCategory } = group[0];
  const dates = group.map((line) => line.orderDate).sort();
  const sold = `${String(unitsSold)} sold from ${dates[0] ?? ''} to ${dates.at(-1) ?? ''}`;
  return `${productName}. ${subCategory} in ${category}. ${sold}.`;
}

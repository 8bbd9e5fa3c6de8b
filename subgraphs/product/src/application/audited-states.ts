import type { AuditState } from '@techally/contracts';
import { decimalFromCents } from '@techally/money';
import type { Category } from '../domain/category.js';
import type { Product } from '../domain/product.js';

/** What the audit log tells of a product. */
export function productState(product: Product): AuditState {
  const { sku, name, description, price, categoryId, specifications, archivedAt, version } = product;
  return {
    sku,
    name,
    description,
    price: decimalFromCents(price.cents),
    currencyCode: price.currencyCode,
    categoryId,
    specifications: specifications as AuditState,
    archived: archivedAt !== null,
    version,
  };
}

/** What the audit log tells of a category. */
export function categoryState({ name, slug, parentId, version }: Category): AuditState {
  return { name, slug, parentId, version };
}
